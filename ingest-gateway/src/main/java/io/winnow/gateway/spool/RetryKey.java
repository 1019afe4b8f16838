package io.winnow.gateway.spool;

import io.winnow.contracts.Idempotency;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * By what a client wants its upload to be known when it sends it again.
 *
 * @param key 1 to 255 printable ASCII characters
 * @param asked all that the client says beside the list, as it says it
 */
public record RetryKey(String key, List<String> asked) {
  public RetryKey {
    asked = List.copyOf(asked);
  }

  /** A digest that has taken in what is asked, and is to take in the list's bytes. */
  MessageDigest begin() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : asked) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What is submitted, once the digest has taken in the list's bytes. */
  Idempotency end(MessageDigest digest) {
    return new Idempotency(key, HexFormat.of().formatHex(digest.digest()));
  }
}
