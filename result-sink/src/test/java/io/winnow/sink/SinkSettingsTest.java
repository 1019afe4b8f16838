package io.winnow.sink;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import io.winnow.sink.filing.FilingSettings;
import io.winnow.sink.limits.AtOnce;
import io.winnow.sink.retention.RetentionSettings;
import io.winnow.sink.slices.SinkId;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkSettingsTest {
  @Test
  void theDefaultsSuitASmallMachine() {
    assertThat(SinkSettings.from(Settings.of(Map.of())))
        .isEqualTo(
            new SinkSettings(
                Path.of("data/results"),
                new SinkId("sink"),
                new FilingSettings(512, Duration.ofMillis(200), 100_000, 2, Duration.ofSeconds(5)),
                new RetentionSettings(
                    Duration.ofDays(30), Duration.ofDays(7), Duration.ofMinutes(1)),
                new AtOnce.Bounds(5_000, 1_000),
                new AtOnce.Bounds(200, 50)));
  }

  @Test
  void everySettingCanBeSet() {
    assertThat(
            SinkSettings.from(
                Settings.of(
                    Map.ofEntries(
                        entry("winnow.sink.directory", "/srv/winnow"),
                        entry("winnow.sink.id", "sink-2"),
                        entry("winnow.sink.max-open-files", "7"),
                        entry("winnow.sink.commit-interval", "1 s"),
                        entry("winnow.sink.commit-rows", "8"),
                        entry("winnow.sink.sealing-threads", "9"),
                        entry("winnow.sink.retry-interval", "1 min"),
                        entry("winnow.sink.retention", "7 d"),
                        entry("winnow.sink.unknown-retention", "3 h"),
                        entry("winnow.sink.max-watchers", "10"),
                        entry("winnow.sink.max-account-watchers", "11"),
                        entry("winnow.sink.max-downloads", "12"),
                        entry("winnow.sink.max-account-downloads", "13")))))
        .isEqualTo(
            new SinkSettings(
                Path.of("/srv/winnow"),
                new SinkId("sink-2"),
                new FilingSettings(7, Duration.ofSeconds(1), 8, 9, Duration.ofMinutes(1)),
                new RetentionSettings(
                    Duration.ofDays(7), Duration.ofHours(3), Duration.ofMinutes(1)),
                new AtOnce.Bounds(10, 11),
                new AtOnce.Bounds(12, 13)));
  }

  @ParameterizedTest
  @CsvSource({
    "winnow.sink.id,             a/b",
    "winnow.sink.id,             rebuild",
    "winnow.sink.id,             ''",
    "winnow.sink.max-open-files, 0",
    "winnow.sink.commit-rows,    0",
    "winnow.sink.retry-interval, 0 s",
    "winnow.sink.retention,      1 s",
  })
  void aWrongValueStopsTheStartAndNamesItsKey(String key, String value) {
    Settings settings = Settings.of(Map.of(key, value));

    assertThatThrownBy(() -> SinkSettings.from(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("'" + value + "'");
  }

  @Test
  void allNamesEverySetting() {
    assertThat(
            Arrays.stream(SinkSettings.class.getFields())
                .filter(field -> field.getType() == Setting.class)
                .filter(field -> Modifier.isStatic(field.getModifiers())))
        .hasSameSizeAs(SinkSettings.ALL);
    assertThat(SinkSettings.ALL).extracting(Setting::key).doesNotHaveDuplicates();
  }
}
