package io.winnow.contracts.publish;

import io.winnow.contracts.Dedupe;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.RowOptions;
import java.util.List;

/**
 * A list that is to become a job.
 *
 * @param account who pays, and to whom the job belongs
 * @param name what people call it; not blank
 * @param level how far to verify
 * @param layout its columns, and which one has the addresses
 * @param idempotencyKey 1 to 255 printable ASCII characters that name this very list among all of
 *     the account for 24 hours: what is published again under the same key goes on where it stopped
 * @param options what else is asked of every row
 * @param jobOptions what is asked of the job as a whole; duplicates are not looked for, since that
 *     is the gateway's work
 * @param rows what is in it, at least one row
 */
public record ListToPublish(
    String account,
    String name,
    Level level,
    ListLayout layout,
    String idempotencyKey,
    RowOptions options,
    JobOptions jobOptions,
    RowSource rows) {
  private static final String KEY = "[\\x20-\\x7e]{1,255}";

  /**
   * @throws IllegalArgumentException when the name is blank, the key is none, or duplicates are to
   *     be found
   */
  public ListToPublish {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the list has no name");
    }
    if (!idempotencyKey.matches(KEY)) {
      throw new IllegalArgumentException(
          "an idempotency key has 1 to 255 printable ASCII characters");
    }
    if (jobOptions.dedupe() != Dedupe.OFF) {
      throw new IllegalArgumentException(
          "a list is published as it is: duplicates are found by the gateway alone");
    }
  }

  /** A list with nothing in particular asked. */
  public static ListToPublish of(
      String account,
      String name,
      Level level,
      List<String> columns,
      int addressColumn,
      String idempotencyKey,
      RowSource rows) {
    return new ListToPublish(
        account,
        name,
        level,
        new ListLayout(columns, addressColumn, ",", true),
        idempotencyKey,
        RowOptions.PLAIN,
        JobOptions.PLAIN,
        rows);
  }
}
