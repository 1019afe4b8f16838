package io.winnow.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param duplicates later rows of the same mailbox, which get the same verdict without being asked
 *     for themselves; nearly always empty
 * @param duplicateOf the row that this one is a duplicate of, when that one's record had no room
 *     for it; null nearly always
 */
public record AddressSubmitted(
    JobId job,
    long row,
    String address,
    Level level,
    int column,
    List<String> cells,
    RowOptions options,
    List<RowCopy> duplicates,
    @Nullable Long duplicateOf) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when row or column is negative, the row beyond any list, or it
   *     is said to be the duplicate of a row that is not before it
   */
  public AddressSubmitted {
    Component.row(row);
    Component.notNegative(column, "column");
    cells = FixedTexts.of(cells);
    duplicates = List.copyOf(duplicates);
    Component.duplicate(duplicateOf, row);
  }

  /**
   * A row that has no duplicates.
   *
   * @throws IllegalArgumentException when row or column is negative
   */
  public AddressSubmitted(
      JobId job,
      long row,
      String address,
      Level level,
      int column,
      List<String> cells,
      RowOptions options) {
    this(job, row, address, level, column, cells, options, List.of(), null);
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

  /** The row that its duplicates are duplicates of. */
  public long first() {
    return duplicateOf == null ? row : duplicateOf;
  }
}
