package io.winnow.errands;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How an errand is run.
 *
 * @param name of the errand, in metrics, stores and dead letters: letters, digits, {@code . _ -}.
 *     Another name is another state
 * @param deadLetterChild the child node that takes dead letters, as bytes
 * @param maxInFlight most attempts under way at once, per task; at least 1. A task can do no more
 *     in a second than this divided by the seconds an attempt takes; each holds its record on the
 *     heap
 * @param tick how often answers are collected while no record arrives; at least 1 ms
 * @param maxWaitSlice longest time without looking for answers while waiting for room
 * @param maxWaitPerRecord longest wait for room before one record; 0 never waits
 * @param maxWaitBetweenCommits longest wait of a stream thread for room, over all its tasks, from
 *     one commit to the next; must stay far below the producer's {@code transaction.timeout.ms}
 */
public record ErrandSettings(
    String name,
    String deadLetterChild,
    int maxInFlight,
    Duration tick,
    Duration maxWaitSlice,
    Duration maxWaitPerRecord,
    Duration maxWaitBetweenCommits) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public ErrandSettings {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "errand name '%s' is not 1 to 100 of letters, digits, '.', '_' and '-'".formatted(name));
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "%s: maxInFlight %d is not at least 1".formatted(name, maxInFlight));
    }
    atLeast(Duration.ofMillis(1), tick, name, "tick");
    atLeast(Duration.ofMillis(1), maxWaitSlice, name, "maxWaitSlice");
    atLeast(Duration.ZERO, maxWaitPerRecord, name, "maxWaitPerRecord");
    atLeast(Duration.ZERO, maxWaitBetweenCommits, name, "maxWaitBetweenCommits");
  }

  /**
   * The defaults: 20,000 in flight, a tick of 10 ms, waits in slices of 50 ms, 1 s per record and
   * 10 s between commits.
   */
  public static ErrandSettings of(String name, String deadLetterChild) {
    return new ErrandSettings(
        name,
        deadLetterChild,
        20_000,
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  /** The same with another bound. */
  public ErrandSettings withMaxInFlight(int most) {
    return new ErrandSettings(
        name, deadLetterChild, most, tick, maxWaitSlice, maxWaitPerRecord, maxWaitBetweenCommits);
  }

  /** The same with other waits for room. */
  public ErrandSettings withWaits(Duration perRecord, Duration betweenCommits) {
    return new ErrandSettings(
        name, deadLetterChild, maxInFlight, tick, maxWaitSlice, perRecord, betweenCommits);
  }

  String pendingStore() {
    return name + "-pending";
  }

  String retryStore() {
    return name + "-retries";
  }

  private static void atLeast(Duration least, Duration value, String name, String setting) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s: %s %s is not at least %s".formatted(name, setting, value, least));
    }
  }
}
