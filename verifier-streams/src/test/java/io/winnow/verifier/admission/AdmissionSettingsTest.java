package io.winnow.verifier.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionSettingsTest {
  @Test
  void nobodyIsOpenAndEverythingIsGivenBack() {
    assertThat(AdmissionSettings.from(Settings.of(Map.of())))
        .isEqualTo(new AdmissionSettings(Set.of(), Set.of(Refund.values())));
  }

  @Test
  void bothAreRead() {
    Settings settings =
        Settings.of(
            Map.of(
                "winnow.accounts.open", "local, demo",
                "winnow.credits.refund", "duplicate,unknown"));

    assertThat(AdmissionSettings.from(settings))
        .isEqualTo(
            new AdmissionSettings(
                Set.of("local", "demo"), Set.of(Refund.DUPLICATE, Refund.UNKNOWN)));
  }

  @Test
  void nothingNeedBeGivenBack() {
    Settings settings = Settings.of(Map.of("winnow.credits.refund", "none"));

    assertThat(AdmissionSettings.from(settings).refunds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"winnow.accounts.open, Local", "winnow.credits.refund, unknwon"})
  void aWrongOneIsNamed(String key, String value) {
    Settings settings = Settings.of(Map.of(key, value));

    assertThatThrownBy(() -> AdmissionSettings.from(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }
}
