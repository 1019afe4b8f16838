package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many rows of a slice have which verdict. Each row is counted once, however often it came.
 *
 * @param byReason rows by reason of their verdict, each 0 to {@value SliceId#ROWS}; a reason
 *     without rows is absent
 * @param duplicates those of them that are duplicates of others, by reason; a reason without any is
 *     absent, and so is the field on the wire when there are none at all
 * @param byOperator those of them whose mail server was asked, by its {@link #operator(String)
 *     operator}; absent on the wire when there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SliceCounts(
    @JsonInclude Map<Reason, Integer> byReason,
    Map<Reason, Integer> duplicates,
    Map<String, Integer> byOperator) {
  /** All operators that are not known by name. */
  public static final String OTHERS = "others";

  /**
   * @throws IllegalArgumentException when something is missing or a count is negative
   */
  public SliceCounts {
    byReason = ordered(Component.required(byReason, "byReason"), "byReason");
    duplicates = duplicates == null ? Map.of() : ordered(duplicates, "duplicates");
    byOperator =
        byOperator == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(byOperator));
  }

  /**
   * Counts of rows none of whose mail servers was asked.
   *
   * @throws IllegalArgumentException when a count is negative
   */
  public SliceCounts(Map<Reason, Integer> byReason, Map<Reason, Integer> duplicates) {
    this(byReason, duplicates, Map.of());
  }

  /**
   * Counts of rows without duplicates.
   *
   * @throws IllegalArgumentException when a count is negative
   */
  public SliceCounts(Map<Reason, Integer> byReason) {
    this(byReason, Map.of(), Map.of());
  }

  private static Map<Reason, Integer> ordered(Map<Reason, Integer> counts, String name) {
    Map<Reason, Integer> ordered = new EnumMap<>(Reason.class);
    counts.forEach(
        (reason, rows) -> {
          Component.notNegative(Component.required(rows, name), name);
          ordered.put(reason, rows);
        });
    return Collections.unmodifiableMap(ordered);
  }

  /**
   * What a mail server's operator is counted as: those known by name as what they are called, so
   * that there are few, all that are only known by their domain as {@link #OTHERS}.
   *
   * @param operator as in {@link SmtpEvidence#operator()}
   */
  public static String operator(String operator) {
    return operator.isEmpty() || operator.indexOf('.') >= 0 ? OTHERS : operator;
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
