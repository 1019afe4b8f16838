package io.winnow.kit.dialect.insideview;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hides and authenticates numbers for an account, by nothing but a secret: a tag is made of the
 * account and the number, and what the number is masked with is made of the tag. So the same number
 * always looks the same to one account and different to any other, and nobody keeps a table. The
 * construction is that of a synthetic initialisation vector (RFC 5297) with HMAC-SHA-512 for both
 * steps. Safe for concurrent use.
 */
final class Seal {
  private static final String ALGORITHM = "HmacSHA512";

  private final SecretKeySpec key;

  /**
   * @param secret the operator's; may be empty, then numbers are still bound to their account
   * @param purpose what the numbers are, so that one kind is never taken for another
   */
  Seal(String secret, String purpose) {
    byte[] master = ("winnow-dialect-v1:" + secret).getBytes(StandardCharsets.UTF_8);
    byte[] derived =
        hmac(new SecretKeySpec(master, ALGORITHM), purpose.getBytes(StandardCharsets.UTF_8));
    this.key = new SecretKeySpec(derived, ALGORITHM);
  }

  /** 64 bytes that only this account's number has. */
  byte[] tag(String account, long number) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return hmac(key, block("tag", account, bytes));
  }

  /**
   * What a number is masked with.
   *
   * @param tag the part of it that stands beside the masked number
   */
  long mask(String account, byte[] tag) {
    return ByteBuffer.wrap(hmac(key, block("mask", account, tag))).getLong();
  }

  private static byte[] block(String step, String account, byte[] last) {
    // no account's name holds a NUL, so no two inputs look alike
    byte[] first = (step + '\0' + account + '\0').getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(first.length + last.length).put(first).put(last).array();
  }

  private static byte[] hmac(SecretKeySpec key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(message);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
