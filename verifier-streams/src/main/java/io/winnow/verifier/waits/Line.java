package io.winnow.verifier.waits;

import io.winnow.contracts.Waiting;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of one job that wait for one cause, by the second in which they are due. */
final class Line {
  private static final long SECOND_MILLIS = 1_000;

  private final TreeMap<Long, Long> bySecond = new TreeMap<>();
  private long rows;

  void add(long many, long due) {
    rows += many;
    if (due != Waits.NO_TIME) {
      bySecond.merge(due / SECOND_MILLIS, many, Line::sumOrNone);
    }
  }

  /** Null, which takes it out of the map, for none. */
  private static @Nullable Long sumOrNone(Long one, Long other) {
    long sum = one + other;
    return sum == 0 ? null : sum;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  Waiting told() {
    return bySecond.isEmpty()
        ? new Waiting(rows, null, null)
        : new Waiting(rows, at(bySecond.firstKey()), at(bySecond.lastKey()));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
