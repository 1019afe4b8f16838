package io.winnow.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowSettingsTest {
  @Test
  void theDefaults() {
    assertThat(FlowSettings.from(Settings.of(Map.of())))
        .isEqualTo(new FlowSettings(64, 16, 1024, Duration.ofSeconds(30), 0));
  }

  @Test
  void everyKeyIsHeard() {
    assertThat(
            FlowSettings.from(
                Settings.of(
                    Map.of(
                        "winnow.limits.concurrent-uploads", "5",
                        "winnow.limits.account-uploads", "4",
                        "winnow.limits.upload-rate", "3 KiB",
                        "winnow.limits.upload-rate-window", "2 s",
                        "winnow.spool.max-bytes", "1 GiB"))))
        .isEqualTo(new FlowSettings(5, 4, 3 << 10, Duration.ofSeconds(2), 1 << 30));
  }

  @Test
  void aWindowOfNothingIsRefused() {
    Settings settings = Settings.of(Map.of("winnow.limits.upload-rate-window", "0 s"));

    assertThatThrownBy(() -> FlowSettings.from(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.limits.upload-rate-window");
  }
}
