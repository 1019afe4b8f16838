package io.winnow.gateway.list;

import io.winnow.contracts.ListLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What the beginning of a list tells of it.
 *
 * @param format how its rows are written
 * @param charset canonical name of its charset, as far as can be told
 * @param layout its columns
 * @param addressColumnBy what told the column with the addresses
 * @param rows the first, with a cell for each column
 * @param rowsRead how many rows were read, at least 1
 * @param whole whether these are all
 */
public record Glance(
    ListFormat format,
    String charset,
    ListLayout layout,
    ToldBy addressColumnBy,
    List<List<String>> rows,
    long rowsRead,
    boolean whole) {
  /** What tells the column with the addresses. */
  public enum ToldBy {
    /** The user named it. */
    CHOICE,
    /** Its name in the header. */
    NAME,
    /** What its cells look like. */
    CONTENT
  }

  public Glance {
    int width = layout.columns().size();
    rows = rows.stream().map(row -> filled(row, width)).toList();
  }

  private static List<String> filled(List<String> row, int width) {
    List<String> cells = new ArrayList<>(row.subList(0, Math.min(width, row.size())));
    while (cells.size() < width) {
      cells.add("");
    }
    return List.copyOf(cells);
  }
}
