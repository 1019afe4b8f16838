package io.winnow.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminSettingsTest {
  @Test
  void thereIsNoAdminApiUnlessItsPortIsSet() {
    assertThat(AdminSettings.from(Settings.of(Map.of()))).isEmpty();
  }

  @Test
  void itNeedsATokenWhereverItListens() {
    assertThatThrownBy(() -> AdminSettings.from(Settings.of(Map.of("winnow.admin.port", "9090"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.admin.token");
    assertThatThrownBy(
            () ->
                AdminSettings.from(
                    Settings.of(
                        Map.of("winnow.admin.port", "9090", "winnow.admin.token", "short"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageNotContaining("short,");

    AdminSettings settings =
        AdminSettings.from(
                Settings.of(
                    Map.of("winnow.admin.port", "9090", "winnow.admin.token", "0123456789abcdef")))
            .orElseThrow();
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(9090);
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    for (String port : new String[] {"x", "-1", "65536"}) {
      assertThatThrownBy(() -> AdminSettings.from(Settings.of(Map.of("winnow.admin.port", port))))
          .isInstanceOf(SettingsException.class);
    }
  }
}
