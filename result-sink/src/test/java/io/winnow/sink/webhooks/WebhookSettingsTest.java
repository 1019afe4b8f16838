package io.winnow.sink.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.network.PrivateTargets;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSettingsTest {
  @Test
  void theDefaultsTryForADayAndOnlyOnThePublicInternet() {
    WebhookSettings defaults = WebhookSettings.from(Settings.of(Map.of()));

    assertThat(defaults)
        .isEqualTo(
            new WebhookSettings(
                true,
                Path.of("data/webhooks"),
                "",
                "",
                PrivateTargets.NONE,
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1)),
                Duration.ofDays(1),
                ""));
  }

  @Test
  void everySettingCanBeSet() {
    assertThat(
            WebhookSettings.from(
                Settings.of(
                    Map.of(
                        "winnow.webhooks.enabled", "false",
                        "winnow.webhooks.state-directory", "/srv/hooks",
                        "winnow.webhooks.secret", "one",
                        "winnow.webhooks.previous-secret", "two",
                        "winnow.webhooks.allow-private-targets", "10.1.0.0/16",
                        "winnow.webhooks.https-only", "true",
                        "winnow.webhooks.connect-timeout", "1 s",
                        "winnow.webhooks.timeout", "2 s",
                        "winnow.webhooks.retry-delays", "3 s",
                        "winnow.webhooks.retry-for", "4 s"))))
        .isEqualTo(
            new WebhookSettings(
                false,
                Path.of("/srv/hooks"),
                "one",
                "two",
                PrivateTargets.parse("10.1.0.0/16"),
                true,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                List.of(Duration.ofSeconds(3)),
                Duration.ofSeconds(4),
                ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "winnow.webhooks.allow-private-targets; 10.0.0.1/8",
        "winnow.webhooks.timeout; 0 s",
        "winnow.webhooks.connect-timeout; 0 s",
        "winnow.webhooks.retry-delays; ''",
        "winnow.webhooks.retry-delays; 5 s, 0 s",
      })
  void aWrongValueStopsTheStartAndNamesItsKey(String key, String value) {
    Settings settings = Settings.of(Map.of(key, value));

    assertThatThrownBy(() -> WebhookSettings.from(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key);
  }

  @Test
  void allNamesEverySetting() {
    assertThat(
            Arrays.stream(WebhookSettings.class.getFields())
                .filter(field -> field.getType() == Setting.class)
                .filter(field -> Modifier.isStatic(field.getModifiers())))
        .hasSameSizeAs(WebhookSettings.ALL);
    assertThat(WebhookSettings.ALL).extracting(Setting::key).doesNotHaveDuplicates();
  }
}
