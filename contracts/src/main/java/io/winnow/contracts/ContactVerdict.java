package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link ContactCheck}.
 *
 * @param v version of this record's form
 * @param account whose contact it is
 * @param contact its id
 * @param round the check's
 * @param batch the check's
 * @param reason of the verdict; null when there is none, since the account has no credits for it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactVerdict(
    int v, String account, long contact, long round, String batch, @Nullable Reason reason) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public ContactVerdict {
    Component.knownVersion(v, VERSION);
    Component.required(account, "account");
    Component.required(batch, "batch");
  }

  /** The check was made. */
  public static ContactVerdict of(ContactCheck check, Reason reason) {
    return new ContactVerdict(
        VERSION, check.account(), check.contact(), check.round(), check.batch(), reason);
  }

  /** The account has no credits for the check. */
  public static ContactVerdict notPaid(ContactCheck check) {
    return new ContactVerdict(
        VERSION, check.account(), check.contact(), check.round(), check.batch(), null);
  }
}
