package io.winnow.contracts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Which addresses may be webhooks, so far as one can see that without asking anybody. */
public final class WebhookAddress {
  /** How many characters it may have. */
  public static final int LONGEST = 2_000;

  private static final int MOST_PORT = 65_535;

  private WebhookAddress() {}

  /**
   * Reads an absolute http or https address.
   *
   * @throws IllegalArgumentException saying what is wrong with it, as the end of a sentence that
   *     begins with "the webhook"
   */
  public static URI parse(String address) {
    if (address.length() > LONGEST) {
      throw new IllegalArgumentException(
          "has %d characters, at most %d".formatted(address.length(), LONGEST));
    }
    URI uri;
    try {
      uri = new URI(address).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no address: " + e.getReason(), e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("does not begin with http:// or https://");
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > MOST_PORT) {
      throw new IllegalArgumentException("names no host, or no port from 1 to " + MOST_PORT);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "has a user's name in it; put a secret into its path or query");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("has a fragment, which is never sent");
    }
    return uri;
  }
}
