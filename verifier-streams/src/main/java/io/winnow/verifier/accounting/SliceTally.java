package io.winnow.verifier.accounting;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import java.util.Map;

/**
 * How many verdicts a slice has so far. Cumulative: a later one stands in for all before it, so a
 * repetition changes nothing.
 *
 * @param v version of this record's form
 * @param job the job
 * @param slice its number
 * @param byReason verdicts by reason; those without are absent
 */
record SliceTally(int v, JobId job, int slice, Map<Reason, Integer> byReason) {
  static final int VERSION = 1;

  SliceTally {
    byReason = Map.copyOf(byReason);
  }
}
