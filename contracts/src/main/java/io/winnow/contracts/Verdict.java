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
 * @param mailHost the most preferred mail exchanger; null when none is known
 */
public record Verdict(
    Reason reason,
    @Nullable String detail,
    @Nullable String normalized,
    @Nullable String mailHost) {

  /** A verdict with nothing beside its reason. */
  public static Verdict of(Reason reason) {
    return new Verdict(reason, null, null, null);
  }

  /** The status that goes with the reason. */
  public Status status() {
    return reason.status();
  }
}
