package io.winnow.gateway.dialect.pardot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.dialect.DialectError;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  private static final Instant NOW = Instant.parse("2026-03-31T12:34:56Z");

  @ParameterizedTest
  @CsvSource({
    "today, 2026-03-31T00:00:00Z",
    "yesterday, 2026-03-30T00:00:00Z",
    "last_7_days, 2026-03-24T00:00:00Z",
    "this_month, 2026-03-01T00:00:00Z",
    "last_month, 2026-02-01T00:00:00Z",
    "2026-01-02, 2026-01-02T00:00:00Z",
    "2026-01-02 03:04, 2026-01-02T03:04:00Z",
    "2026-01-02 03:04:05, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05+02:00, 2026-01-02T01:04:05Z",
    "2026-01-02T03:04:05-02:00, 2026-01-02T05:04:05Z",
    "@86400, 1970-01-02T00:00:00Z",
  })
  void aMomentIsNamedInManyWays(String text, Instant moment) {
    assertThat(Moments.parse(text, NOW)).isEqualTo(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"soon", "2026-13-01", "2026-01-02 25:00", "@x", "20260102", "2026-01-02 x"})
  void othersAreErrors(String text) {
    assertThatThrownBy(() -> Moments.parse(text, NOW))
        .isInstanceOf(DialectError.class)
        .hasMessage("Invalid timestamp");
  }
}
