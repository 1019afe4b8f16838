package io.winnow.verifier.probing;

import io.winnow.contracts.WaitCause;
import io.winnow.verifier.lanes.Finding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a mailbox has been asked so far.
 *
 * @param made how often
 * @param greylistings how often the server said to come back
 * @param troubles how often something else went wrong that may pass
 * @param first when it was first asked; null when it never was
 * @param last what came of the last time; null when nothing did
 */
record Attempts(
    int made, int greylistings, int troubles, @Nullable Instant first, @Nullable Finding last) {
  static final Attempts NONE = new Attempts(0, 0, 0, null, null);

  Attempts after(Finding finding) {
    return new Attempts(
        made + 1,
        greylistings + (finding.again() == Finding.Again.GREYLISTED ? 1 : 0),
        troubles + (mayPass(finding) ? 1 : 0),
        first == null ? finding.begunAt() : first,
        finding);
  }

  private static boolean mayPass(Finding finding) {
    return finding.again() == Finding.Again.LATER || finding.again() == Finding.Again.ELSEWHERE;
  }

  Attempts afterFault(Instant now) {
    return new Attempts(made + 1, greylistings, troubles + 1, first == null ? now : first, last);
  }

  /** The server once said to come back: others of the domain may wait for this one. */
  boolean greylisted() {
    return greylistings > 0;
  }

  /** Why it waits, if it waits to be asked again. */
  WaitCause cause() {
    return cause(greylistings);
  }

  static WaitCause cause(int greylistings) {
    return greylistings > 0 ? WaitCause.GREYLISTING : WaitCause.TEMPORARY_FAILURE;
  }

  /** The mailbox was accepted; whether its domain accepts any is still to be learnt. */
  boolean accepted() {
    return last != null && last.accepted();
  }
}
