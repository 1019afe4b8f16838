package io.winnow.errands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ErrandSettingsTest {
  @Test
  void theDefaults() {
    assertThat(ErrandSettings.of("lookup", "dead"))
        .isEqualTo(
            new ErrandSettings(
                "lookup",
                "dead",
                20_000,
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10)));
  }

  @Test
  void aValueOutOfItsRangeIsNamed() {
    ErrandSettings settings = ErrandSettings.of("lookup", "dead");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ErrandSettings.of("look up", "dead"))
        .withMessageContaining("'look up'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withMaxInFlight(0))
        .withMessage("lookup: maxInFlight 0 is not at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withWaits(Duration.ofMillis(-1), Duration.ZERO))
        .withMessage("lookup: maxWaitPerRecord PT-0.001S is not at least PT0S");
  }

  @Test
  void aRetryIsNeitherInThePastNorForEver() {
    assertThat(new Decision.RetryAfter<>(Duration.ZERO).delay()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decision.RetryAfter<>(Duration.ofMillis(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decision.RetryAfter<>(Decision.LONGEST_DELAY.plusNanos(1)));
  }
}
