package io.winnow.kit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderIdentityTest {

  private static Optional<SenderIdentity> of(String heloName, String mailFrom) {
    return SenderIdentity.from(
        Settings.of(Map.of("winnow.smtp.helo-name", heloName, "winnow.smtp.mail-from", mailFrom)));
  }

  @Test
  void thereIsNoneUnlessItIsSet() {
    assertThat(SenderIdentity.from(Settings.of(Map.of()))).isEmpty();
    assertThat(of("", " ")).isEmpty();
  }

  @Test
  void bothMakeOne() {
    assertThat(of("verify.example.com", "verify+winnow@example.com"))
        .contains(new SenderIdentity("verify.example.com", "verify+winnow@example.com"));
  }

  @Test
  void oneAloneIsRefusedAndTheOtherNamed() {
    assertThatThrownBy(() -> of("verify.example.com", ""))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("winnow.smtp.helo-name is set", "set winnow.smtp.mail-from to");
    assertThatThrownBy(() -> of("", "verify@example.com"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("winnow.smtp.mail-from is set", "set winnow.smtp.helo-name to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify",
        "localhost.localdomain",
        "localhost.example.com",
        "mail.local",
        "192.0.2.1",
        "a b.example",
        "verify.example.com\r\nQUIT",
        "-a.example",
        "a..example"
      })
  void aNameThatNobodyCanLookUpIsRefused(String name) {
    assertThatThrownBy(() -> of(name, "verify@example.com"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.smtp.helo-name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "verify",
        "@example.com",
        "verify@",
        "verify@localhost",
        "müller@example.com",
        "a@b@example.com",
        "a b@example.com",
        "a@example.com>\r\nDATA",
        "<a@example.com>"
      })
  void aSenderThatIsNoAddressIsRefused(String sender) {
    assertThatThrownBy(() -> of("verify.example.com", sender))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.smtp.mail-from");
  }
}
