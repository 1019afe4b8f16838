package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemainingTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static Map<WaitCause, Waiting> greylisted(long rows, long lastIn) {
    return Map.of(
        WaitCause.GREYLISTING,
        new Waiting(rows, NOW.plusSeconds(lastIn / 2), NOW.plusSeconds(lastIn)));
  }

  private static Long seconds(long rows, double rate, Map<WaitCause, Waiting> waiting) {
    return Remaining.seconds(rows, rate, waiting, NOW);
  }

  @Test
  void withoutWaitingItIsARowAfterAnotherAtTheRate() {
    assertThat(seconds(95, 10, Map.of())).isEqualTo(10);
    assertThat(seconds(0, 10, Map.of())).isZero();
    assertThat(seconds(1, 0, Map.of())).isNull();
  }

  @Test
  void whatIsPutOffTakesUntilItIsDueWhateverTheRate() {
    assertThat(seconds(100, 10, greylisted(50, 300))).isEqualTo(300);
    assertThat(seconds(100, 0.1, greylisted(100, 300))).isEqualTo(300);
    assertThat(seconds(100, 0, greylisted(100, 300))).isEqualTo(300);
  }

  @Test
  void whatComesAtTheRateMayTakeLonger() {
    assertThat(seconds(10_000, 10, greylisted(1_000, 300))).isEqualTo(900);
    assertThat(seconds(100, 10, Map.of(WaitCause.LANE_LIMIT, new Waiting(100, null, null))))
        .isEqualTo(10);
  }

  @Test
  void whatIsOverdueComesAtTheRate() {
    assertThat(seconds(100, 10, greylisted(100, -2))).isEqualTo(10);
  }
}
