package io.winnow.verifier.accounting;

import io.winnow.contracts.JobState;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import io.winnow.verifier.admission.Refund;
import java.util.Map;
import java.util.Set;

/**
 * How many of a job's credits its rows cost.
 *
 * @param refunds rows whose credits are given back
 */
record Charge(Set<Refund> refunds) {

  /**
   * @param reserved credits at admission: one for each row that is neither empty nor a duplicate
   * @param rows of the whole list
   * @param state in which the job ended
   * @param counts verdicts by reason, of all rows
   * @param duplicates those among them of rows with the mailbox of an earlier one, which has the
   *     same verdict; empty when nobody looked for them
   * @return at least 0, at most {@code reserved}
   */
  long of(
      long reserved,
      long rows,
      JobState state,
      Map<Reason, Long> counts,
      Map<Reason, Long> duplicates) {
    long costly = 0;
    long unknown = 0;
    long verified = 0;
    for (Map.Entry<Reason, Long> count : counts.entrySet()) {
      Reason reason = count.getKey();
      long single = count.getValue() - free(duplicates, reason);
      verified += count.getValue();
      if (reason.status() == Status.UNKNOWN && refunds.contains(Refund.UNKNOWN)) {
        unknown += single;
      } else if (costs(reason)) {
        costly += single;
      }
    }
    if (state == JobState.CANCELLED && !refunds.contains(Refund.CANCELLED)) {
      costly += rows - verified;
    }
    // a credit that is given back for one row pays for no other
    return Math.max(0, Math.min(costly, reserved - unknown));
  }

  private long free(Map<Reason, Long> duplicates, Reason reason) {
    return refunds.contains(Refund.DUPLICATE) ? duplicates.getOrDefault(reason, 0L) : 0;
  }

  private boolean costs(Reason reason) {
    return switch (reason.status()) {
      case DELIVERABLE, UNDELIVERABLE, RISKY, UNKNOWN -> true;
      case SKIPPED -> reason == Reason.CANCELLED && !refunds.contains(Refund.CANCELLED);
    };
  }
}
