package io.winnow.sink.slices;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts rows by reason without an object for each. For one thread. */
public final class RowCounts {
  private static final class Count {
    int rows;
    int duplicates;
  }

  /** Beyond what any table of operators holds; hosts without a dot in their name are no more. */
  private static final int MOST_OPERATORS = 100;

  private final Map<Reason, Count> byReason = new EnumMap<>(Reason.class);
  private final Map<String, Integer> byOperator = new HashMap<>();

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

  /**
   * Counts a row.
   *
   * @param duplicate whether it is a duplicate of another
   * @param operator of the mail server that was asked; null or empty when none was
   */
  public void add(Reason reason, boolean duplicate, @Nullable String operator) {
    add(reason, duplicate);
    if (operator != null && !operator.isEmpty()) {
      String name = SliceCounts.operator(operator);
      boolean known = byOperator.containsKey(name) || byOperator.size() < MOST_OPERATORS;
      byOperator.merge(known ? name : SliceCounts.OTHERS, 1, Integer::sum);
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
    return new SliceCounts(rows, duplicates, byOperator);
  }
}
