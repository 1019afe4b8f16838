package io.winnow.contracts;

import org.jspecify.annotations.Nullable;

/**
 * What Winnow says of an address.
 *
 * @param reason why, which also names the status
 * @param detail what exactly, for people, such as the rule of syntax that was broken; null when the
 *     reason says it all
 * @param normalized the address as mail systems would write it: the domain in lower-case A-labels;
 *     null when the syntax is invalid
 * @param didYouMean the address that was probably meant; null when nothing speaks for another
 * @param flags what else is known; of what only a mail server tells nothing, unless one was asked
 * @param mailHost the mail exchanger that answered, or else the most preferred; null when none is
 *     known
 * @param smtp what was learnt from the mail server; null when none was asked
 */
public record Verdict(
    Reason reason,
    @Nullable String detail,
    @Nullable String normalized,
    @Nullable String didYouMean,
    Flags flags,
    @Nullable String mailHost,
    @Nullable SmtpEvidence smtp) {

  public Verdict {
    if (smtp == null) {
      flags = flags.withoutMailServer();
    }
  }

  /** A verdict with nothing beside its reason. */
  public static Verdict of(Reason reason) {
    return of(reason, null);
  }

  /** A verdict with nothing known of the address. */
  public static Verdict of(Reason reason, @Nullable String detail) {
    return new Verdict(reason, detail, null, null, Flags.UNKNOWN, null, null);
  }

  /** The status that goes with the reason. */
  public Status status() {
    return reason.status();
  }
}
