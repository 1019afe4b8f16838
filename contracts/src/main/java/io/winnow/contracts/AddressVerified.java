package io.winnow.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a list with its verdict. The public contract for services downstream.
 *
 * @param job the job it belongs to
 * @param row counted from 0
 * @param verdict what Winnow says of the address
 * @param address as given in the list
 * @param column where the address stands among the row's cells, from 0
 * @param cells the row's other cells, in order
 * @param duplicateOf the earlier row whose mailbox is the same, and whose verdict this one got;
 *     null for a row that stands for itself
 */
public record AddressVerified(
    JobId job,
    long row,
    Verdict verdict,
    String address,
    int column,
    List<String> cells,
    @Nullable Long duplicateOf) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when row or column is negative, or it is said to be the
   *     duplicate of a row that is not before it
   */
  public AddressVerified {
    Component.notNegative(row, "row");
    Component.notNegative(column, "column");
    cells = FixedTexts.of(cells);
    Component.duplicate(duplicateOf, row);
  }

  /**
   * A row that stands for itself.
   *
   * @throws IllegalArgumentException when row or column is negative
   */
  public AddressVerified(
      JobId job, long row, Verdict verdict, String address, int column, List<String> cells) {
    this(job, row, verdict, address, column, cells, null);
  }

  /** The submitted row with its verdict. */
  public static AddressVerified of(AddressSubmitted submitted, Verdict verdict) {
    return new AddressVerified(
        submitted.job(),
        submitted.row(),
        verdict,
        submitted.address(),
        submitted.column(),
        submitted.cells(),
        submitted.duplicateOf());
  }

  /** One of a submitted row's duplicates, with that row's verdict. */
  public static AddressVerified of(AddressSubmitted submitted, RowCopy duplicate, Verdict verdict) {
    return new AddressVerified(
        submitted.job(),
        duplicate.row(),
        verdict,
        duplicate.address(),
        submitted.column(),
        duplicate.cells(),
        submitted.first());
  }

  /** The slice that the row belongs to. */
  public SliceId slice() {
    return SliceId.ofRow(job, row);
  }
}
