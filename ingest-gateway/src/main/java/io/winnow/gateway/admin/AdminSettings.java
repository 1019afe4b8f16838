package io.winnow.gateway.admin;

import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.util.List;
import java.util.Optional;

/**
 * What an operator can set about the admin API.
 *
 * @param http where to listen
 * @param token that every request must carry
 */
public record AdminSettings(HttpSettings http, String token) {
  public static final Setting<String> PORT =
      new Setting<>(
          "winnow.admin.port",
          "a port from 0 to 65535 (0 for any free one), or nothing",
          "",
          "The port of the admin API; off when empty.",
          AdminSettings::portOrNothing);
  public static final Setting<String> HOST =
      Setting.text("winnow.admin.host", "127.0.0.1", "The address that the admin API listens on.");
  public static final Setting<String> TOKEN =
      Setting.secret(
          "winnow.admin.token",
          "What requests to the admin API carry as a bearer token; at least 16 characters, and"
              + " required where there is an admin API.");

  /** All of them, for the docs. */
  public static final List<Setting<?>> ALL = List.of(PORT, HOST, TOKEN);

  private static final int LEAST_TOKEN = 16;

  private static String portOrNothing(String text) {
    if (!text.isEmpty() && (Integer.parseInt(text) < 0 || Integer.parseInt(text) > 65_535)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /**
   * Empty when there is no admin API.
   *
   * @throws SettingsException when it has no token, or too short a one
   */
  public static Optional<AdminSettings> from(Settings settings) {
    String port = settings.get(PORT);
    if (port.isEmpty()) {
      return Optional.empty();
    }
    String token = settings.get(TOKEN);
    if (token.length() < LEAST_TOKEN) {
      throw new SettingsException(
          "%s is set, so %s has to be as well, to at least %d characters that nobody guesses"
              .formatted(PORT.key(), TOKEN.key(), LEAST_TOKEN));
    }
    return Optional.of(
        new AdminSettings(HttpSettings.of(settings.get(HOST), Integer.parseInt(port)), token));
  }
}
