package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.kit.settings.Setting;
import io.winnow.verifier.lanes.CatchAll;
import io.winnow.verifier.lanes.Finding;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelaysTest {
  private final Delays delays = new Delays(ProbeRig.SETTINGS);

  private static Finding finding(@Nullable Duration named) {
    return new Finding(
        Reason.GREYLISTED,
        CatchAll.NOT_ASKED,
        Finding.Again.GREYLISTED,
        named,
        "mx.test",
        SmtpStage.RCPT,
        451,
        null,
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  @Test
  void withoutANameTheDelaysOfTheSettingsCountAndThenNoMore() {
    Attempts attempts = Attempts.NONE.after(finding(null));
    assertThat(delays.greylisted(attempts)).isEqualTo(Duration.ofMinutes(6));
    attempts = attempts.after(finding(null));
    assertThat(delays.greylisted(attempts)).isEqualTo(Duration.ofMinutes(20));
    attempts = attempts.after(finding(null));
    assertThat(delays.greylisted(attempts)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"5, 60", "60, 67", "300, 331", "3600, 3600", "36000, 3600"})
  void theTimeThatTheServerNamesHasAMarginAndBounds(long named, long expected) {
    Attempts attempts = Attempts.NONE.after(finding(Duration.ofSeconds(named)));

    assertThat(delays.greylisted(attempts)).isEqualTo(Duration.ofSeconds(expected));
  }

  @Test
  void afterTroubleTheLongerOneCounts() {
    Attempts once = Attempts.NONE.afterFault(Instant.EPOCH);

    assertThat(delays.troubled(once, null)).isEqualTo(Duration.ofMinutes(1));
    assertThat(delays.troubled(once, finding(Duration.ofMinutes(10))))
        .isEqualTo(Duration.ofSeconds(661));
  }

  @Test
  void everyDefaultIsAValue() {
    for (Setting<?> setting : ProbingSettings.ALL) {
      assertThat(setting.parser().apply(setting.defaultText())).as(setting.key()).isNotNull();
    }
    assertThat(ProbingSettings.REUSE_FOR.parser().apply("0")).isEqualTo(Duration.ZERO);
    assertThat(ProbingSettings.GREYLIST_DELAYS.parser().apply("2 s, 5 min"))
        .containsExactly(Duration.ofSeconds(2), Duration.ofMinutes(5));
  }
}
