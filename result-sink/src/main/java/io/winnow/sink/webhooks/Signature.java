package io.winnow.sink.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves to a receiver that it is Winnow who tells it something, and when. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String VERSION = "v1=";

  private Signature() {}

  /**
   * The value of the header: for each secret {@code v1=}, and in hex the HMAC-SHA256 (RFC 2104) of
   * {@code timestamp.body} under the secret's characters in UTF-8.
   *
   * @param timestamp seconds since the epoch
   * @param secrets at least one
   */
  static String header(List<String> secrets, long timestamp, byte[] body) {
    byte[] start = (timestamp + ".").getBytes(StandardCharsets.US_ASCII);
    return secrets.stream()
        .map(secret -> VERSION + HexFormat.of().formatHex(hmac(secret, start, body)))
        .collect(Collectors.joining(","));
  }

  /** HMAC-SHA256 over all parts, one behind the other. */
  static byte[] hmac(String secret, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
