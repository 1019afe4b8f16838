package io.winnow.sink.results;

import io.winnow.contracts.ListLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/** The user's list as it came, with cells of somebody's own making behind each row's. */
final class MoreCells {
  private final int own;
  private final CsvLines lines;
  private final Function<VerdictRow, List<String>> cells;

  MoreCells(
      ListLayout layout,
      List<String> names,
      Function<VerdictRow, List<String>> cells,
      OutputStream out)
      throws IOException {
    this.own = layout.columns().size();
    this.lines = new CsvLines(out, ResultLines.delimiter(layout));
    this.cells = cells;
    layout.columns().forEach(lines::cell);
    names.forEach(lines::cell);
    lines.end();
  }

  void write(ResultRow row, VerdictRow verdict) throws IOException {
    List<String> ownCells = row.ownCells();
    ownCells.subList(0, own).forEach(lines::cell);
    cells.apply(verdict).forEach(cell -> lines.cell(Formulas.neutral(cell)));
    ownCells.subList(own, ownCells.size()).forEach(lines::cell);
    lines.end();
  }

  void finish() throws IOException {
    lines.flush();
  }
}
