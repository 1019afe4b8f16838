package io.winnow.sink.slices;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts rows by reason without an object for each. For one thread. */
public final class RowCounts {
  private static final class Count {
    int rows;
  }

  private final Map<Reason, Count> byReason = new EnumMap<>(Reason.class);

  /** Counts a row. */
  public void add(Reason reason) {
    Count count = byReason.get(reason);
    if (count == null) {
      count = new Count();
      byReason.put(reason, count);
    }
    count.rows++;
  }

  /** The counts by now. */
  public SliceCounts soFar() {
    Map<Reason, Integer> rows = new HashMap<>();
    byReason.forEach((reason, count) -> rows.put(reason, count.rows));
    return new SliceCounts(rows);
  }
}
