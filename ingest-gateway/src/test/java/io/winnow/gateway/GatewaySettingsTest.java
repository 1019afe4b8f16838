package io.winnow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.gateway.flow.FlowSettings;
import io.winnow.gateway.list.ListLimits;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {
  @Test
  void defaults() {
    assertThat(GatewaySettings.from(Settings.of(Map.of())))
        .isEqualTo(
            new GatewaySettings(
                Path.of("data/spool"),
                256L << 20,
                new ListLimits(10L << 30, 100_000_000, 896 << 10, 1_000, 250),
                "",
                10_000,
                150_000,
                Duration.ofSeconds(30),
                false,
                FlowSettings.from(Settings.of(Map.of()))));
  }

  @Test
  void everyKey() {
    Map<String, String> all =
        Map.ofEntries(
            Map.entry("winnow.spool.directory", "/var/spool/winnow"),
            Map.entry("winnow.spool.min-free", "1 GiB"),
            Map.entry("winnow.limits.list-bytes", "2 GiB"),
            Map.entry("winnow.limits.rows", "5000"),
            Map.entry("winnow.limits.row-bytes", "64 KiB"),
            Map.entry("winnow.limits.columns", "7"),
            Map.entry("winnow.limits.unpack-ratio", "20"),
            Map.entry("winnow.gateway.id", "berlin-1"),
            Map.entry("winnow.gateway.transaction-rows", "500"),
            Map.entry("winnow.gateway.max-unverified-rows", "0"),
            Map.entry("winnow.gateway.admission-timeout", "5 s"));

    assertThat(all.keySet())
        .containsExactlyInAnyOrderElementsOf(
            GatewaySettings.ALL.stream().map(Setting::key).toList());
    assertThat(GatewaySettings.from(Settings.of(all)))
        .isEqualTo(
            new GatewaySettings(
                Path.of("/var/spool/winnow"),
                1L << 30,
                new ListLimits(2L << 30, 5_000, 64 << 10, 7, 20),
                "berlin-1",
                500,
                0,
                Duration.ofSeconds(5),
                false,
                FlowSettings.from(Settings.of(Map.of()))));
  }

  @Test
  void mailServersCanBeAskedOnceThereIsAnIdentity() {
    Settings settings =
        Settings.of(
            Map.of(
                "winnow.smtp.helo-name", "verify.example.com",
                "winnow.smtp.mail-from", "verify@example.com"));

    assertThat(GatewaySettings.from(settings).smtp()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "winnow.limits.row-bytes,1 GiB",
    "winnow.limits.row-bytes,12",
    "winnow.limits.rows,0",
    "winnow.gateway.transaction-rows,0",
    "winnow.gateway.admission-timeout,0 s",
    "winnow.gateway.admission-timeout,2 h",
  })
  void wrongValuesAreRefusedByKey(String key, String value) {
    assertThatThrownBy(() -> GatewaySettings.from(Settings.of(Map.of(key, value))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key);
  }
}
