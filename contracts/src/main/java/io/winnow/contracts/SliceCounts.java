package io.winnow.contracts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many rows of a slice have which verdict. Each row is counted once, however often it came.
 *
 * @param byReason rows by reason of their verdict, each 0 to {@value SliceId#ROWS}; a reason
 *     without rows is absent
 */
public record SliceCounts(Map<Reason, Integer> byReason) {
  /**
   * @throws IllegalArgumentException when something is missing or a count is negative
   */
  public SliceCounts {
    Map<Reason, Integer> ordered = new EnumMap<>(Reason.class);
    Component.required(byReason, "byReason")
        .forEach(
            (reason, rows) -> {
              Component.notNegative(Component.required(rows, "byReason"), "byReason");
              ordered.put(reason, rows);
            });
    byReason = Collections.unmodifiableMap(ordered);
  }

  /** How many rows are counted. */
  public int rows() {
    int rows = 0;
    for (int count : byReason.values()) {
      rows = Math.addExact(rows, count);
    }
    return rows;
  }
}
