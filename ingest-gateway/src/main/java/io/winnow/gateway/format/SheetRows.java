package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.RecordSource;
import io.winnow.gateway.list.Wording;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet that have anything in them. */
final class SheetRows implements RecordSource, AutoCloseable {
  private final SheetCells cells;
  private final String sheet;
  private final List<String> sheets;
  private final SharedStrings strings;

  /**
   * @param sheet its name
   * @param sheets all names
   * @param strings closed with this
   */
  SheetRows(SheetCells cells, String sheet, List<String> sheets, SharedStrings strings) {
    this.cells = cells;
    this.sheet = sheet;
    this.sheets = List.copyOf(sheets);
    this.strings = strings;
  }

  /** Its name. */
  String sheet() {
    return sheet;
  }

  /** Names of all of the workbook's. */
  List<String> sheets() {
    return sheets;
  }

  /** How many rows the sheet says that it has, header included; known when one has been read. */
  OptionalLong announced() {
    return cells.announced();
  }

  @Override
  public @Nullable List<String> next() throws IOException {
    List<String> row = cells.nextRow();
    while (row != null && row.stream().allMatch(String::isBlank)) {
      row = cells.nextRow();
    }
    return row;
  }

  @Override
  public Naming naming() {
    return Naming.IN_FIRST_RECORD;
  }

  @Override
  public List<String> names() {
    return List.of();
  }

  @Override
  public ListFormat format() {
    return ListFormat.XLSX;
  }

  @Override
  public long line() {
    return cells.row();
  }

  @Override
  public String place() {
    return "row " + cells.row() + " of sheet '" + Wording.oneLine(sheet) + "'";
  }

  @Override
  public void close() throws IOException {
    try {
      cells.close();
    } finally {
      strings.close();
    }
  }
}
