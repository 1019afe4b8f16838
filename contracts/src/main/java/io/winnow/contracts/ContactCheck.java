package io.winnow.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact's address on its way through the pipeline: a row of {@linkplain JobId#NONE no job},
 * whose verdict goes to {@link Topics#CONTACT_VERDICTS} instead of the lists' verdicts. The row's
 * number is the contact's id; its cells are the other components, in order.
 *
 * @param contact the contact's id
 * @param account whose
 * @param round of the verification
 * @param batch of checks that it came with, by which its credits are reserved and settled
 */
public record ContactCheck(long contact, String account, long round, String batch) {
  private static final int CELLS = 3;

  /** The row to be verified. */
  public AddressSubmitted row(String email, Level level) {
    return new AddressSubmitted(
        JobId.NONE, contact, email, level, 0, List.of(account, Long.toString(round), batch));
  }

  /** What a row is about; null when it is a list's, or was not written by the directory. */
  public static @Nullable ContactCheck of(AddressSubmitted row) {
    List<String> cells = row.cells();
    if (!row.job().equals(JobId.NONE) || cells.size() != CELLS || !Account.isName(cells.get(0))) {
      return null;
    }
    try {
      return new ContactCheck(row.row(), cells.get(0), Long.parseLong(cells.get(1)), cells.get(2));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
