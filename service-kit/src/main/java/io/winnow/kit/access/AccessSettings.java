package io.winnow.kit.access;

import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.net.InetAddress;
import java.util.List;

/**
 * What an operator can set about who may do what over HTTP.
 *
 * @param open whether no key is needed
 * @param requestsPerMinute of one account, to one process, at least 1
 * @param wrongKeysPerMinute of one client's address, to one process, at least 1
 * @param idSecret what ids that stand for ours are made of; may be empty
 */
public record AccessSettings(
    boolean open, int requestsPerMinute, int wrongKeysPerMinute, String idSecret) {
  public static final Setting<Boolean> OPEN =
      Setting.flag(
          "winnow.http.open",
          false,
          "Whether requests need no key and belong to the account local; only where winnow.http.host"
              + " is the machine itself.");

  public static final Setting<Integer> REQUESTS_PER_MINUTE =
      Setting.integer(
          "winnow.limits.requests-per-minute",
          6_000,
          1,
          1_000_000_000,
          "Most requests of an account to this process a minute, unless the account has a limit of"
              + " its own.");

  public static final Setting<Integer> WRONG_KEYS_PER_MINUTE =
      Setting.integer(
          "winnow.limits.wrong-keys-per-minute",
          60,
          1,
          1_000_000_000,
          "Requests with a wrong key that a client's address may send in a minute before it is told"
              + " to wait.");

  public static final Setting<String> ID_SECRET =
      Setting.secret(
          "winnow.http.id-secret",
          "What the opaque ids of the insideview dialect are made of, beside the account's name; the"
              + " same in all processes, and for good.");

  /** All of them, for the docs. */
  public static final List<Setting<?>> ALL =
      List.of(OPEN, REQUESTS_PER_MINUTE, WRONG_KEYS_PER_MINUTE, ID_SECRET);

  /** Those of an installation that has set no secret for its ids. */
  public AccessSettings(boolean open, int requestsPerMinute, int wrongKeysPerMinute) {
    this(open, requestsPerMinute, wrongKeysPerMinute, "");
  }

  /**
   * @throws SettingsException when it is open to others than the machine's own users
   */
  public static AccessSettings from(Settings settings) {
    boolean open = settings.get(OPEN);
    String host = settings.get(ServiceSettings.HTTP_HOST);
    if (open && !isLoopback(host)) {
      throw new SettingsException(
          "%s is true, but %s is %s, which others can reach: set that to 127.0.0.1, or let requests need keys"
              .formatted(OPEN.key(), ServiceSettings.HTTP_HOST.key(), host));
    }
    return new AccessSettings(
        open,
        settings.get(REQUESTS_PER_MINUTE),
        settings.get(WRONG_KEYS_PER_MINUTE),
        settings.get(ID_SECRET));
  }

  /** Whether nobody but the machine's own users reaches that host; a name is none but localhost. */
  static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
