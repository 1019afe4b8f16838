package io.winnow.sink.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Backoff backoff =
      new Backoff(List.of(Duration.ofSeconds(5), Duration.ofMinutes(1)));

  @Test
  void eachDelayIsWaitedForAndTheLastOneAgainAndAgain() {
    assertThat(backoff.after("e", 1, null)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    assertThat(backoff.after("e", 2, null))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
    assertThat(backoff.after("e", 9, null))
        .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
  }

  @Test
  void whatFailedTogetherDoesNotComeBackTogether() {
    assertThat(
            Stream.iterate(0, i -> i + 1)
                .limit(100)
                .map(i -> backoff.after("event-" + i, 2, null))
                .distinct())
        .hasSizeGreaterThan(50);
    assertThat(backoff.after("event-1", 2, null)).isEqualTo(backoff.after("event-1", 2, null));
  }

  @Test
  void whatTheReceiverAsksForIsHeardWithinBounds() {
    assertThat(backoff.after("e", 1, Duration.ofMinutes(10)))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
    assertThat(backoff.after("e", 2, Duration.ZERO)).isGreaterThan(Duration.ofSeconds(59));
    assertThat(backoff.after("e", 1, Duration.ofDays(9)))
        .isBetween(Backoff.MOST_ASKED_FOR, Backoff.MOST_ASKED_FOR.multipliedBy(2));
  }

  @Test
  void theHeaderIsReadInBothForms() {
    assertThat(RetryAfter.parse("120", NOW)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:00:30 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(RetryAfter.parse("Sun, 01 Mar 2020 12:00:30 GMT", NOW)).isZero();
    assertThat(RetryAfter.parse("soon", NOW)).isNull();
    assertThat(RetryAfter.parse("-1", NOW)).isNull();
    assertThat(RetryAfter.parse(null, NOW)).isNull();
  }
}
