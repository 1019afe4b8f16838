package io.winnow.verifier.reply;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The lines of a table that are not comments, cut at tabs. */
final class TableLines {
  private TableLines() {}

  /**
   * Gives each row to {@code use}; several tabs in a row divide as one does, so that columns can be
   * aligned. A line such as {@code [section]} is a row of one cell.
   *
   * @throws BadTable with table and line, when the cells are not {@code columns} many or {@code
   *     use} throws IllegalArgumentException
   */
  static void forEach(String table, List<String> lines, int columns, Consumer<List<String>> use) {
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = Arrays.stream(line.split("\\t+", -1)).map(String::strip).toList();
      boolean heading = cells.size() == 1 && line.startsWith("[");
      if (cells.size() != columns && !heading) {
        throw new BadTable(
            table, number, "expected " + columns + " cells between tabs, found " + cells.size());
      }
      try {
        use.accept(cells);
      } catch (IllegalArgumentException e) {
        throw new BadTable(table, number, String.valueOf(e.getMessage()), e);
      }
    }
  }
}
