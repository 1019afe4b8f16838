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
    int duplicates;
  }

  private final Map<Reason, Count> byReason = new EnumMap<>(Reason.class);

  /**
   * Counts a row.
   *
   * @param duplicate whether it is a duplicate of another
   */
  public void add(Reason reason, boolean duplicate) {
    Count count = byReason.get(reason);
    if (count == null) {
      count = new Count();
      byReason.put(reason, count);
    }
    count.rows++;
    if (duplicate) {
      count.duplicates++;
    }
  }

  /** The counts by now. */
  public SliceCounts soFar() {
    Map<Reason, Integer> rows = new HashMap<>();
    Map<Reason, Integer> duplicates = new HashMap<>();
    byReason.forEach(
        (reason, count) -> {
          rows.put(reason, count.rows);
          if (count.duplicates > 0) {
            duplicates.put(reason, count.duplicates);
          }
        });
    return new SliceCounts(rows, duplicates);
  }
}
