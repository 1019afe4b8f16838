package io.winnow.kit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.ServiceSettings.LogFormat;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  private static final List<Setting<?>> SERVICE = ServiceSettings.ALL;

  @ParameterizedTest
  @CsvSource({"200 ms,200", "30s,30000", "5 min,300000", "2 h,7200000", "7 d,604800000"})
  void aTimeHasAUnit(String text, long millis) {
    assertThat(valueOf(Setting.duration("k", "1 s", ""), text))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "-1 s", "1.5 s", "1 week", "9999999999999 s"})
  void whatIsNoTimeIsRefused(String text) {
    assertRefused(Setting.duration("k", "1 s", ""), text);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "17 B,17", "1 KiB,1024", "10mib,10485760", "2 GiB,2147483648"})
  void aSizeMayHaveAUnit(String text, long bytes) {
    assertThat(valueOf(Setting.bytes("k", "1", ""), text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1 MB", "1.5 KiB", "999999999999 GiB"})
  void whatIsNoSizeIsRefused(String text) {
    assertRefused(Setting.bytes("k", "1", ""), text);
  }

  @ParameterizedTest
  @CsvSource({"json,JSON", "'text, json',TEXT JSON", "'json,json',JSON"})
  void someOfAnEnumAreNamedOnce(String text, String expected) {
    Setting<Set<LogFormat>> some = Setting.choices("k", EnumSet.of(LogFormat.TEXT), "");

    assertThat(valueOf(some, text).stream().sorted().map(LogFormat::name))
        .containsExactly(expected.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xml", "text,", "JSON"})
  void whatIsNoneOfAnEnumIsRefused(String text) {
    assertRefused(Setting.choices("k", EnumSet.of(LogFormat.TEXT), ""), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "10", "1.0", "one", "99999999999"})
  void aNumberStaysWithinItsBounds(String text) {
    assertRefused(Setting.integer("k", 1, 1, 9, ""), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "TRUE", "1"})
  void aFlagIsTrueOrFalse(String text) {
    assertRefused(Setting.flag("k", false, ""), text);
  }

  @Test
  void blanksAroundAValueDoNotCount() {
    assertThat(valueOf(Setting.integer("k", 1, 1, 9, ""), " 7 ")).isEqualTo(7);
    assertThat(valueOf(Setting.list("k", "", ""), " a , ,b")).containsExactly("a", "b");
  }

  @Test
  void aChoiceIsOneOfTheNames() {
    Setting<LogFormat> format = ServiceSettings.LOG_FORMAT;

    assertThat(valueOf(format, "json")).isEqualTo(LogFormat.JSON);
    assertThatThrownBy(() -> valueOf(format, "xml"))
        .hasMessage("winnow.log.format: 'xml' is not one of text, json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "a:9092,", "a:9092,b", "a b:9092"})
  void bootstrapServersHavePorts(String text) {
    assertRefused(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.apache", "a=loud", "=info"})
  void logLevelsAreAssignments(String text) {
    assertRefused(ServiceSettings.LOG_LEVELS, text);
  }

  @ParameterizedTest
  @FieldSource("SERVICE")
  void everyDefaultIsAGoodValue(Setting<?> setting) {
    assertThat(Settings.of(Map.of()).get(setting)).isNotNull();
    assertThat(setting.description()).endsWith(".");
  }

  @Test
  void theDefaultsAreThese() {
    assertThat(SERVICE.stream().collect(Collectors.toMap(Setting::key, Setting::defaultText)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("winnow.http.host", "127.0.0.1"),
                Map.entry("winnow.http.port", "8080"),
                Map.entry("winnow.http.idle-timeout", "60 s"),
                Map.entry("winnow.http.tls.certificate", ""),
                Map.entry("winnow.http.tls.private-key", ""),
                Map.entry("winnow.http.stop-timeout", "10 s"),
                Map.entry("winnow.kafka.bootstrap.servers", "localhost:9092"),
                Map.entry("winnow.topics.partitions", "12"),
                Map.entry("winnow.topics.job-partitions", "6"),
                Map.entry("winnow.topics.replication-factor", "3"),
                Map.entry("winnow.topics.timeout", "60 s"),
                Map.entry("winnow.log.format", "text"),
                Map.entry("winnow.log.level", "info"),
                Map.entry("winnow.log.levels", "")));
  }

  @Test
  void theTableOfTheDocsShowsEverySetting() {
    Setting<Integer> retries = Setting.integer("winnow.dns.time-outs", 2, 0, 9, "This | that.");
    Setting<String> key = Setting.secret("winnow.api.key", "Opens everything.");

    assertThat(SettingsTable.markdown(List.of(retries, key)))
        .isEqualTo(
            """
            | Setting | Environment variable | Default | Expected | Meaning |
            |---|---|---|---|---|
            | `winnow.dns.time-outs` | `WINNOW_DNS_TIME_OUTS` | `2` | a whole number from 0 to 9 | This \\| that. |
            | `winnow.api.key` | `WINNOW_API_KEY` | none | text | Opens everything. |
            """);
  }

  private static <T> T valueOf(Setting<T> setting, String text) {
    return Settings.of(Map.of(setting.key(), text)).get(setting);
  }

  private static void assertRefused(Setting<?> setting, String text) {
    assertThatThrownBy(() -> valueOf(setting, text))
        .isInstanceOf(SettingsException.class)
        .hasMessage(setting.key() + ": '" + text.strip() + "' is not " + setting.expected());
  }
}
