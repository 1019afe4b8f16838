package io.winnow.kit.http;

import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to listen.
 *
 * @param host name or address of the interface to listen on
 * @param port 0 for any free one
 * @param idleTimeout how long a connection may stand still before it is closed
 * @param stopTimeout how long running requests may take to finish when the service closes
 * @param tls what to show clients that speak HTTPS; null to speak plain HTTP
 */
public record HttpSettings(
    String host, int port, Duration idleTimeout, Duration stopTimeout, @Nullable Tls tls) {

  /** Plain HTTP. */
  public HttpSettings(String host, int port, Duration idleTimeout, Duration stopTimeout) {
    this(host, port, idleTimeout, stopTimeout, null);
  }

  /**
   * Files in PEM.
   *
   * @param certificate the server's, then those that lead to its root
   * @param key of the first one, in PKCS #8 without a password
   * @param lookEvery how often it is looked whether they have changed
   */
  public record Tls(Path certificate, Path key, Duration lookEvery) {
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    /** Looked at every minute. */
    public Tls(Path certificate, Path key) {
      this(certificate, key, LOOK_EVERY);
    }
  }

  /**
   * As the operator has set them.
   *
   * @throws SettingsException when there is a certificate without a key, or a key without one
   */
  public static HttpSettings from(Settings settings) {
    return new HttpSettings(
        settings.get(ServiceSettings.HTTP_HOST),
        settings.get(ServiceSettings.HTTP_PORT),
        settings.get(ServiceSettings.HTTP_IDLE_TIMEOUT),
        settings.get(ServiceSettings.HTTP_STOP_TIMEOUT),
        tls(settings));
  }

  private static @Nullable Tls tls(Settings settings) {
    Path certificate = settings.get(ServiceSettings.HTTP_TLS_CERTIFICATE);
    Path key = settings.get(ServiceSettings.HTTP_TLS_KEY);
    boolean withCertificate = !certificate.toString().isEmpty();
    if (withCertificate != !key.toString().isEmpty()) {
      throw new SettingsException(
          "%s and %s go together; set both, or neither for plain HTTP"
              .formatted(
                  ServiceSettings.HTTP_TLS_CERTIFICATE.key(), ServiceSettings.HTTP_TLS_KEY.key()));
    }
    return withCertificate ? new Tls(certificate, key) : null;
  }

  /** The defaults on that host and port. */
  public static HttpSettings of(String host, int port) {
    HttpSettings defaults = from(Settings.of(Map.of()));
    return new HttpSettings(host, port, defaults.idleTimeout, defaults.stopTimeout);
  }

  /** The same with HTTPS. */
  public HttpSettings with(Tls files) {
    return new HttpSettings(host, port, idleTimeout, stopTimeout, files);
  }

  /** How addresses of the server begin. */
  public String scheme() {
    return tls == null ? "http" : "https";
  }
}
