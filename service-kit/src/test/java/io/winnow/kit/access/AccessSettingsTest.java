package io.winnow.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSettingsTest {
  private static AccessSettings from(String open, String host) {
    return AccessSettings.from(
        Settings.of(Map.of("winnow.http.open", open, "winnow.http.host", host)));
  }

  @Test
  void keysAreNeededUnlessSomebodySaysOtherwise() {
    assertThat(AccessSettings.from(Settings.of(Map.of())))
        .isEqualTo(new AccessSettings(false, 6_000, 60));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "localhost", "::1"})
  void aServerForTheMachineItselfMayBeOpen(String host) {
    assertThat(from("true", host).open()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "localhost.example", ""})
  void aServerThatOthersReachMayNot(String host) {
    assertThatThrownBy(() -> from("true", host))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.http.open")
        .hasMessageContaining("winnow.http.host");
    assertThat(from("false", host).open()).isFalse();
  }
}
