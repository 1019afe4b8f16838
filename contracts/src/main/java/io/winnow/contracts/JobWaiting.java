package io.winnow.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * Rows of a job that wait for a later attempt.
 *
 * @param byCause how many, by why they wait, such as {@code greylisting}; never 0
 * @param until when the last of them is asked again, as far as it is known; by then others may have
 *     been told to wait
 */
public record JobWaiting(Map<String, Long> byCause, Instant until) {
  /** The mail server, or another of the row's domain, said to come back later. */
  public static final String GREYLISTING = "greylisting";

  /** The mail server could not be reached, or had trouble of its own. */
  public static final String TROUBLE = "trouble";

  /**
   * @throws IllegalArgumentException when something is missing
   */
  public JobWaiting {
    byCause = Map.copyOf(Component.required(byCause, "byCause"));
    Component.required(until, "until");
  }

  /** How many in all. */
  public long rows() {
    return byCause.values().stream().mapToLong(Long::longValue).sum();
  }
}
