package io.winnow.contracts;

import java.util.List;

/**
 * A later row of the same list whose address is the same mailbox; it gets the same verdict.
 *
 * @param row counted from 0
 * @param address as given in the list
 * @param cells the row's other cells, in order
 */
public record RowCopy(long row, String address, List<String> cells) {
  /**
   * @throws IllegalArgumentException when the row is negative or beyond any list
   */
  public RowCopy {
    Component.row(row);
    cells = FixedTexts.of(cells);
  }
}
