package io.winnow.kit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoadTest {
  private static final Setting<List<String>> SERVERS =
      Setting.list("winnow.dns.servers", "", "Name servers.");
  private static final Setting<Duration> PATIENCE =
      Setting.duration("winnow.dns.time-out", "5 s", "Patience.");
  private static final Setting<Integer> RETRIES =
      Setting.integer("winnow.dns.retries", 2, 0, 9, "Retries.");
  private static final Setting<String> API_KEY =
      Setting.secret("winnow.admin.passphrase", "Opens everything.");
  private static final Setting<Integer> PIN =
      new Setting<>("winnow.admin.pin", "digits", "", "A pin.", SettingsLoadTest::pin, true);
  private static final List<Setting<?>> KNOWN = List.of(SERVERS, PATIENCE, RETRIES, API_KEY);

  @TempDir Path directory;

  @Test
  void withoutFileAndEnvironmentEverythingHasItsDefault() {
    Settings settings = Settings.load(null, Map.of("PATH", "/bin"), KNOWN);

    assertThat(settings.get(PATIENCE)).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.get(SERVERS)).isEmpty();
    assertThat(settings.has(PATIENCE)).isFalse();
  }

  @Test
  void theFileIsReadInUtf8WithCommentsAndContinuedLines() throws IOException {
    Path file =
        file(
            """
            # name servers, \\
            winnow.dns.servers = 10.0.0.1, \\
                                 10.0.0.2
            ! and how long
            winnow.dns.time-out: 200 ms
            winnow.admin.passphrase=größer
            """);

    Settings settings = Settings.load(file, Map.of(), KNOWN);

    assertThat(settings.get(SERVERS)).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(settings.get(PATIENCE)).isEqualTo(Duration.ofMillis(200));
    assertThat(settings.get(API_KEY)).isEqualTo("größer");
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    Path file = file("winnow.dns.retries=3\nwinnow.dns.time-out=1 s\n");

    Settings settings = Settings.load(file, Map.of("WINNOW_DNS_TIME_OUT", "7 s"), KNOWN);

    assertThat(settings.get(PATIENCE)).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.get(RETRIES)).isEqualTo(3);
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    Settings settings = Settings.load(null, Map.of("WINNOW_DNS_RETRIES", ""), KNOWN);

    assertThat(settings.get(RETRIES)).isEqualTo(2);
    assertThat(settings.has(RETRIES)).isFalse();
  }

  @Test
  void kafkasOwnKeysPassThroughUnderscoresBeingDots() throws IOException {
    Path file = file("winnow.kafka.streams.num.stream.threads=4\n");

    Settings settings =
        Settings.load(
            file,
            Map.of(
                "WINNOW_KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
                "WINNOW_KAFKA_PRODUCER_LINGER_MS", "7"),
            KNOWN);

    assertThat(settings.startingWith("winnow.kafka."))
        .containsOnly(
            Map.entry("bootstrap.servers", "broker:9092"),
            Map.entry("producer.linger.ms", "7"),
            Map.entry("streams.num.stream.threads", "4"));
  }

  @Test
  void anUnknownKeyInTheFileIsNamedWithItsLineAndTheNearestKnown() throws IOException {
    Path file = file("# a\n\nwinnow.dns.server=10.0.0.1\n");

    assertThatThrownBy(() -> Settings.load(file, Map.of(), KNOWN))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            file + ":3: there is no setting winnow.dns.server; did you mean winnow.dns.servers?");
  }

  @Test
  void aKeyThatForgotItsPrefixIsUnknownToo() throws IOException {
    Path file = file("dns.retries=1\n");

    assertThatThrownBy(() -> Settings.load(file, Map.of(), KNOWN))
        .hasMessageContaining(":1: there is no setting dns.retries");
  }

  @Test
  void anUnknownVariableIsNamedWithTheNearestKnown() {
    assertThatThrownBy(() -> Settings.load(null, Map.of("WINNOW_DNS_RETRY", "1"), KNOWN))
        .hasMessage(
            "environment variable WINNOW_DNS_RETRY: there is no such setting;"
                + " did you mean WINNOW_DNS_RETRIES?");
  }

  @Test
  void aKeyLikeNoOtherIsNotGuessedAt() {
    assertThatThrownBy(() -> Settings.load(null, Map.of("WINNOW_XYZ", "1"), KNOWN))
        .hasMessageEndingWith("there is no such setting; docs/settings.md lists all");
  }

  @ParameterizedTest
  @CsvSource({
    "WINNOW_SERVICE_HOST, 10.0.0.7",
    "WINNOW_GATEWAY_SERVICE_PORT, 8080",
    "WINNOW_GATEWAY_SERVICE_PORT_HTTP, 8080",
    "WINNOW_GATEWAY_PORT, tcp://10.0.0.7:8080",
    "WINNOW_GATEWAY_PORT_8080_TCP, tcp://10.0.0.7:8080",
    "WINNOW_GATEWAY_PORT_8080_TCP_ADDR, 10.0.0.7",
    "WINNOW_JAVA_OPTIONS, -Xmx2g",
  })
  void variablesOfKubernetesAndTheLauncherAreNotSettings(String variable, String value) {
    Settings settings = Settings.load(null, Map.of(variable, value), KNOWN);

    assertThat(settings).hasToString("{}");
  }

  @Test
  void aServiceOfKubernetesCannotTakeThePlaceOfASetting() {
    Setting<Integer> port = ServiceSettings.HTTP_PORT;

    Settings settings =
        Settings.load(null, Map.of("WINNOW_HTTP_PORT", "tcp://10.0.0.7:80"), List.of(port));

    assertThat(settings.get(port)).isEqualTo(8080);
  }

  @Test
  void allFaultsAreToldAtOnce() throws IOException {
    Path file = file("winnow.dns.time-out=soon\nwinnow.dns.retry=1\n");

    assertThatThrownBy(() -> Settings.load(file, Map.of("WINNOW_DNS_RETRIES", "10"), KNOWN))
        .hasMessageContainingAll(
            "3 settings are wrong",
            ":2: there is no setting winnow.dns.retry",
            ":1: winnow.dns.time-out: 'soon' is not a time such as 200 ms, 30 s, 5 min, 2 h or 7 d",
            "environment variable WINNOW_DNS_RETRIES: winnow.dns.retries: '10' is not a whole"
                + " number from 0 to 9");
  }

  @Test
  void aKeyThatStandsTwiceIsRefusedWithBothLines() throws IOException {
    Path file = file("winnow.dns.retries=1\nwinnow.dns.retries=2\n");

    assertThatThrownBy(() -> Settings.load(file, Map.of(), KNOWN))
        .hasMessage(file + ":2: winnow.dns.retries is set already, at " + file + ":1");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = directory.resolve("none.properties");

    assertThatThrownBy(() -> Settings.load(file, Map.of(), KNOWN))
        .hasMessage("settings file " + file + " does not exist");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path file = directory.resolve("latin.properties");
    Files.write(
        file, "winnow.admin.passphrase=gr\u00f6\u00dfer".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Settings.load(file, Map.of(), KNOWN))
        .hasMessage("settings file " + file + " is not in UTF-8");
  }

  @Test
  void aBrokenEscapeIsNamedWithItsLine() throws IOException {
    Path file = file("winnow.dns.retries=1\nwinnow.dns.servers=\\u12\n");

    assertThatThrownBy(() -> Settings.load(file, Map.of(), KNOWN))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(file + ":2: ");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey() throws IOException {
    Path file = file("\uFEFFwinnow.dns.retries=5\n");

    assertThat(Settings.load(file, Map.of(), KNOWN).get(RETRIES)).isEqualTo(5);
  }

  @Test
  void secretsAreNeverShown() throws IOException {
    Path file =
        file(
            """
            winnow.admin.passphrase=swordfish
            winnow.dns.retries=1
            winnow.kafka.sasl.jaas.config=user swordfish
            winnow.kafka.ssl.keystore.password=swordfish
            winnow.kafka.bootstrap.servers=broker:9092
            """);

    Settings settings = Settings.load(file, Map.of(), KNOWN);

    assertThat(settings.toString())
        .doesNotContain("swordfish")
        .contains("winnow.dns.retries=1")
        .contains("winnow.kafka.bootstrap.servers=broker:9092");
    assertThat(settings.with(Map.of("winnow.dns.retries", "2")).toString())
        .doesNotContain("swordfish");
  }

  @Test
  void aWrongSecretIsNotShownInTheErrorEither() {
    assertThatThrownBy(
            () -> Settings.load(null, Map.of("WINNOW_ADMIN_PIN", "swordfish"), List.of(PIN)))
        .hasMessageContaining("winnow.admin.pin: its value is not digits")
        .hasMessageNotContaining("swordfish");
  }

  private static int pin(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("winnow.properties"), text);
  }

  @Test
  void aValueMayStandInAFileOfItsOwn() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "open sesame\n");
    Path retries = Files.writeString(directory.resolve("retries"), "4\n");
    Path file = file("winnow.admin.passphrase.file = " + secret);

    Settings settings =
        Settings.load(
            file,
            Map.of(
                "WINNOW_DNS_RETRIES_FILE",
                retries.toString(),
                "WINNOW_KAFKA_SASL_JAAS_CONFIG_FILE",
                secret.toString(),
                "WINNOW_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE",
                "/kafkas/own"),
            KNOWN);

    assertThat(settings.get(API_KEY)).isEqualTo("open sesame");
    assertThat(settings.get(RETRIES)).isEqualTo(4);
    assertThat(settings.startingWith("winnow.kafka."))
        .isEqualTo(
            Map.of(
                "sasl.jaas.config",
                "open sesame",
                "sasl.oauthbearer.assertion.file",
                "/kafkas/own"));
    assertThat(settings.toString())
        .doesNotContain("sesame")
        .contains("winnow.dns.retries=[hidden]");
  }

  @Test
  void aFileThatCannotBeReadAndAValueThatStandsTwiceStopTheStart() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "open sesame");
    Map<String, String> environment =
        Map.of(
            "WINNOW_ADMIN_PASSPHRASE", "other",
            "WINNOW_ADMIN_PASSPHRASE_FILE", secret.toString(),
            "WINNOW_DNS_RETRIES_FILE", directory.resolve("none").toString());

    assertThatThrownBy(() -> Settings.load(null, environment, KNOWN))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "environment variable WINNOW_ADMIN_PASSPHRASE_FILE: winnow.admin.passphrase is set already, at environment variable WINNOW_ADMIN_PASSPHRASE")
        .hasMessageContaining(
            "environment variable WINNOW_DNS_RETRIES_FILE: winnow.dns.retries: the file")
        .hasMessageContaining("does not exist")
        .hasMessageNotContaining("sesame");
  }
}
