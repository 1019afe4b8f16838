package io.winnow.sink.results;

import io.winnow.contracts.ListLayout;
import java.io.IOException;
import java.io.OutputStream;

/** Rows as CSV. */
final class CsvRows implements RowWriter {
  private final ColumnChoice columns;
  private final boolean escaping;
  private final CsvLines lines;

  /**
   * @param escaping whether the user's own cells are marked that a spreadsheet would run
   */
  CsvRows(ListLayout layout, ColumnChoice columns, boolean escaping, OutputStream out)
      throws IOException {
    this.columns = columns;
    this.escaping = escaping;
    this.lines = new CsvLines(out, ResultLines.delimiter(layout));
    for (String name : columns.header()) {
      lines.cell(escaping ? Formulas.neutralButNumbers(name) : name);
    }
    lines.end();
  }

  @Override
  public void write(ResultRow row) throws IOException {
    for (int column : columns.of(row)) {
      String cell = row.filed(column);
      lines.cell(escaping && row.isOwn(column) ? Formulas.neutralButNumbers(cell) : cell);
    }
    lines.end();
  }

  @Override
  public void finish() throws IOException {
    lines.flush();
  }

  @Override
  public void close() {}
}
