package io.winnow.verifier.smtp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** By which way a connection leaves. */
public sealed interface Egress {

  /** Names it in metrics, logs and {@link EgressChoice}; holds no password. */
  String id();

  /** Whether a target of this address family can be reached at all. */
  boolean canReach(InetAddress target);

  /** From this machine, as the system chooses. */
  record Direct() implements Egress {
    @Override
    public String id() {
      return "direct";
    }

    @Override
    public boolean canReach(InetAddress target) {
      return true;
    }
  }

  /** From this machine, with a certain one of its addresses. */
  record From(InetAddress source) implements Egress {
    @Override
    public String id() {
      return source.getHostAddress();
    }

    @Override
    public boolean canReach(InetAddress target) {
      return source instanceof Inet4Address == target instanceof Inet4Address;
    }
  }

  /**
   * Through a proxy (RFC 1928).
   *
   * @param host name or address of the proxy
   * @param login for RFC 1929
   */
  record Socks5(String host, int port, Optional<Login> login) implements Egress {
    private static final String SCHEME = "socks5";

    public Socks5 {
      if (host.isEmpty() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException("not a host and a port");
      }
    }

    /**
     * @param text such as {@code socks5://user:password@proxy.example:1080}, with percent signs for
     *     what has a meaning in a URL
     * @throws IllegalArgumentException when it is not like this; the message does not repeat it
     */
    static Socks5 parse(String text) {
      URI uri;
      try {
        uri = new URI(text);
      } catch (URISyntaxException e) {
        // without the cause, whose message holds the password
        throw new IllegalArgumentException("not a URL of a proxy: " + e.getReason());
      }
      if (!SCHEME.equalsIgnoreCase(uri.getScheme())
          || uri.getHost() == null
          || !uri.getRawPath().isEmpty()
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw new IllegalArgumentException("not a URL of a proxy");
      }
      return new Socks5(
          uri.getHost(),
          uri.getPort(),
          Optional.ofNullable(uri.getRawUserInfo()).map(Login::parse));
    }

    @Override
    public String id() {
      return SCHEME + "://" + login.map(login -> login.user() + "@").orElse("") + host + ":" + port;
    }

    @Override
    public boolean canReach(InetAddress target) {
      return true;
    }
  }

  /** Name and password at a proxy, of 1 to 255 octets each. */
  record Login(String user, String password) {
    private static final int MAX_OCTETS = 255;

    public Login {
      requireOctets(user);
      requireOctets(password);
    }

    private static void requireOctets(String text) {
      if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
        throw new IllegalArgumentException("not 1 to " + MAX_OCTETS + " octets");
      }
    }

    private static Login parse(String userInfo) {
      int colon = userInfo.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("a user without a password");
      }
      return new Login(
          decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return user + ":[hidden]";
    }
  }
}
