package io.winnow.gateway.list;

import java.util.List;

/**
 * A row of a list, with as many cells as the list has columns.
 *
 * @param address as given, never trimmed or changed; may be empty
 * @param otherCells all cells but the address, in order
 */
public record ListRow(String address, List<String> otherCells) {
  public ListRow {
    otherCells = List.copyOf(otherCells);
  }
}
