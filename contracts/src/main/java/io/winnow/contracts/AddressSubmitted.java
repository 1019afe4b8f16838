package io.winnow.contracts;

import java.util.List;

/**
 * One row of a list, to be verified.
 *
 * @param job the job it belongs to
 * @param row counted from 0
 * @param address as given in the list, never trimmed or changed; may be empty
 * @param level how far to verify it
 * @param column where the address stands among the row's cells, from 0
 * @param cells the row's other cells, in order
 * @param options what else is asked
 */
public record AddressSubmitted(
    JobId job,
    long row,
    String address,
    Level level,
    int column,
    List<String> cells,
    RowOptions options) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when row or column is negative
   */
  public AddressSubmitted {
    Component.notNegative(row, "row");
    Component.notNegative(column, "column");
    cells = FixedTexts.of(cells);
  }

  /**
   * A row with nothing in particular asked.
   *
   * @throws IllegalArgumentException when row or column is negative
   */
  public AddressSubmitted(
      JobId job, long row, String address, Level level, int column, List<String> cells) {
    this(job, row, address, level, column, cells, RowOptions.PLAIN);
  }

  /** The slice that the row belongs to. */
  public SliceId slice() {
    return SliceId.ofRow(job, row);
  }
}
