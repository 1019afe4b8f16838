package io.winnow.verifier.accounting;

import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a job will take. */
final class Remaining {
  private Remaining() {}

  /**
   * What stands in line comes at the rate of late. What is to be tried again has its verdict not
   * before the last of it is due, whatever the rate.
   *
   * @param rows without a verdict
   * @param rate rows per second of late
   * @return seconds; null when nobody can tell
   */
  static @Nullable Long seconds(
      long rows, double rate, Map<WaitCause, Waiting> waiting, Instant now) {
    long putOff = 0;
    long untilLast = 0;
    for (Map.Entry<WaitCause, Waiting> entry : waiting.entrySet()) {
      Waiting some = entry.getValue();
      if (entry.getKey() != WaitCause.LANE_LIMIT) {
        putOff += some.rows();
      }
      if (some.lastAt() != null) {
        untilLast = Math.max(untilLast, Duration.between(now, some.lastAt()).toSeconds());
      }
    }
    long atRate = Math.max(0, rows - putOff);
    if (untilLast == 0) {
      atRate = Math.max(0, rows);
    }
    if (atRate > 0 && rate <= 0) {
      return untilLast == 0 ? null : (Long) untilLast;
    }
    return Math.max(untilLast, rate <= 0 ? 0 : (long) Math.ceil(atRate / rate));
  }
}
