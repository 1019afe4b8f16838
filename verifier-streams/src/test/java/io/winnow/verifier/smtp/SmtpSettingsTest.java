package io.winnow.verifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSettingsTest {

  private static SmtpSettings settings(Map<String, String> values) {
    return SmtpSettings.from(Settings.of(values));
  }

  @Test
  void byDefaultNobodyIsAsked() {
    assertThat(settings(Map.of()))
        .isEqualTo(
            new SmtpSettings(
                Optional.empty(),
                25,
                new Timeouts(
                    Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30)),
                Duration.ofSeconds(60),
                StartTls.OPPORTUNISTIC,
                List.of(new Egress.Direct())));
  }

  @Test
  void everySettingIsRead() {
    SmtpSettings settings =
        settings(
            Map.of(
                "winnow.smtp.helo-name", "verify.winnow.example",
                "winnow.smtp.mail-from", "verify@winnow.example",
                "winnow.smtp.port", "2525",
                "winnow.smtp.connect-timeout", "1 s",
                "winnow.smtp.banner-timeout", "2 s",
                "winnow.smtp.reply-timeout", "3 s",
                "winnow.smtp.session-deadline", "4 s",
                "winnow.smtp.starttls", "required",
                "winnow.smtp.egress", "direct, socks5://u:p%40%3A%2C+@proxy.example:1080",
                "winnow.smtp.source-addresses", "192.0.2.25, 2001:db8::25"));

    assertThat(settings)
        .isEqualTo(
            new SmtpSettings(
                Optional.of(
                    new SmtpIdentity(
                        "verify.winnow.example", new Mailbox("verify", "winnow.example"))),
                2525,
                new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                Duration.ofSeconds(4),
                StartTls.REQUIRED,
                List.of(
                    new Egress.From(InetAddress.ofLiteral("192.0.2.25")),
                    new Egress.From(InetAddress.ofLiteral("2001:db8::25")),
                    new Egress.Socks5(
                        "proxy.example", 1080, Optional.of(new Egress.Login("u", "p@:,+"))))));
  }

  @ParameterizedTest
  @CsvSource({
    "winnow.smtp.helo-name, localhost",
    "winnow.smtp.helo-name, 192.0.2.1",
    "winnow.smtp.helo-name, winnow",
    "winnow.smtp.mail-from, verify",
    "winnow.smtp.mail-from, <>",
    "winnow.smtp.mail-from, verify@localhost",
    "winnow.smtp.mail-from, verify@[192.0.2.1]",
    "winnow.smtp.mail-from, jürgen@winnow.example",
    "winnow.smtp.port, 0",
    "winnow.smtp.connect-timeout, 0 s",
    "winnow.smtp.reply-timeout, 5",
    "winnow.smtp.starttls, maybe",
    "winnow.smtp.egress, http://proxy.example:1080",
    "winnow.smtp.egress, socks5://proxy.example",
    "winnow.smtp.egress, socks5://proxy.example:99999",
    "winnow.smtp.egress, socks5://secret@proxy.example:1080",
    "winnow.smtp.egress, socks5://u:@proxy.example:1080",
    "winnow.smtp.egress, socks5://u:secret^@proxy.example:1080",
    "winnow.smtp.egress, socks5://u:secret@proxy.example:1080/path",
    "winnow.smtp.egress, proxy.example:1080",
    "winnow.smtp.source-addresses, verify.winnow.example",
  })
  void aWrongValueStopsTheStart(String key, String value) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "winnow.smtp.helo-name, verify.winnow.example, winnow.smtp.mail-from",
    "winnow.smtp.mail-from, verify@winnow.example, winnow.smtp.helo-name",
  })
  void halfAnIdentityStopsTheStart(String key, String value, String missing) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(missing + " is not");
  }

  @Test
  void sourceAddressesThatNothingUsesStopTheStart() {
    Map<String, String> values =
        Map.of(
            "winnow.smtp.egress", "socks5://proxy.example:1080",
            "winnow.smtp.source-addresses", "192.0.2.25");

    assertThatThrownBy(() -> settings(values))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.smtp.source-addresses");
  }

  @Test
  void passwordsAreNotShown() {
    Settings settings =
        Settings.of(Map.of("winnow.smtp.egress", "socks5://user:sesame@proxy.example:1080"));

    assertThat(SmtpSettings.from(settings).toString()).contains("user").doesNotContain("sesame");
    assertThat(SmtpSettings.from(settings).egresses().getFirst().id())
        .isEqualTo("socks5://user@proxy.example:1080");
  }
}
