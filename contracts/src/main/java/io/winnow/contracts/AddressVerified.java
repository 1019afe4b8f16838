package io.winnow.contracts;

import java.util.List;

/**
 * One row of a list with its verdict. The public contract for services downstream.
 *
 * @param job the job it belongs to
 * @param row counted from 0
 * @param verdict what Winnow says of the address
 * @param address as given in the list
 * @param column where the address stands among the row's cells, from 0
 * @param cells the row's other cells, in order
 */
public record AddressVerified(
    JobId job, long row, Verdict verdict, String address, int column, List<String> cells) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when row or column is negative
   */
  public AddressVerified {
    Component.notNegative(row, "row");
    Component.notNegative(column, "column");
    cells = FixedTexts.of(cells);
  }

  /** The submitted row with its verdict. */
  public static AddressVerified of(AddressSubmitted submitted, Verdict verdict) {
    return new AddressVerified(
        submitted.job(),
        submitted.row(),
        verdict,
        submitted.address(),
        submitted.column(),
        submitted.cells());
  }

  /** The slice that the row belongs to. */
  public SliceId slice() {
    return SliceId.ofRow(job, row);
  }
}
