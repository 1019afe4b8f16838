package io.winnow.kit.http;

import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import java.time.Duration;
import java.util.Map;

/**
 * Where and how to listen.
 *
 * @param host name or address of the interface to listen on
 * @param port 0 for any free one
 * @param idleTimeout how long a connection may stand still before it is closed
 * @param stopTimeout how long running requests may take to finish when the service closes
 */
public record HttpSettings(String host, int port, Duration idleTimeout, Duration stopTimeout) {

  /** As the operator has set them. */
  public static HttpSettings from(Settings settings) {
    return new HttpSettings(
        settings.get(ServiceSettings.HTTP_HOST),
        settings.get(ServiceSettings.HTTP_PORT),
        settings.get(ServiceSettings.HTTP_IDLE_TIMEOUT),
        settings.get(ServiceSettings.HTTP_STOP_TIMEOUT));
  }

  /** The defaults on that host and port. */
  public static HttpSettings of(String host, int port) {
    HttpSettings defaults = from(Settings.of(Map.of()));
    return new HttpSettings(host, port, defaults.idleTimeout, defaults.stopTimeout);
  }
}
