package io.winnow.kit.accounts;

import io.winnow.contracts.AccountKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a key for clients that log in with it and then send two keys of 32 hexadecimal
 * digits each: a user key, for good, and a session key, for an hour. Nothing is remembered of a
 * login, so that any process knows what another one gave, and a key that is revoked ends its
 * sessions.
 *
 * <p>The <b>user key</b> is the key's public part, and a hash of all of it. The <b>session key</b>
 * is one block of AES: the key's secret and the hour, under what is stored of the key. Neither what
 * is stored nor a session key alone leads to the secret; and without the secret nobody makes a
 * session key.
 */
public final class SessionKeys {
  /** Hexadecimal digits of each. */
  public static final int LENGTH = 32;

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + LENGTH + "}");
  private static final Pattern KEY = Pattern.compile("at_[a-z0-9]{29}");
  private static final Pattern PRESENTED =
      Pattern.compile("at_[a-z0-9]{%d}[0-9a-f]{%d}".formatted(Keys.ID_LENGTH - 3, 2 * LENGTH));

  private static final int RADIX = 36;
  private static final int SECRET_LETTERS = Keys.LENGTH - Keys.ID_LENGTH;
  private static final int ID_BYTES = 6;
  private static final int BLOCK_BYTES = LENGTH / 2;

  /** The secret takes 109 of the block's 128 bits; these hours last for 59 years. */
  private static final int HOUR_BITS = 19;

  private static final long HOURS = 1L << HOUR_BITS;
  private static final long HOUR_SECONDS = 3_600;

  private SessionKeys() {}

  /**
   * The user key of a key.
   *
   * @throws IllegalArgumentException when that is no key
   */
  public static String userKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not a key of an account");
    }
    byte[] bytes = Digest.SHA_256.of(("user key of " + key).getBytes(StandardCharsets.UTF_8));
    byte[] id = bytes(new BigInteger(key.substring(3, Keys.ID_LENGTH), RADIX), ID_BYTES);
    System.arraycopy(id, 0, bytes, 0, ID_BYTES);
    return HexFormat.of().formatHex(bytes, 0, BLOCK_BYTES);
  }

  /**
   * What a client presents with its two keys, in the place of a key. A user key may also be the key
   * itself.
   *
   * @return null when these cannot be what a login gave
   */
  public static @Nullable String presented(String userKey, String sessionKey) {
    if (!HEX.matcher(sessionKey).matches()) {
      return null;
    }
    if (KEY.matcher(userKey).matches()) {
      return userKey.substring(0, Keys.ID_LENGTH) + sessionKey + userKey(userKey);
    }
    if (!HEX.matcher(userKey).matches()) {
      return null;
    }
    String id = new BigInteger(userKey.substring(0, 2 * ID_BYTES), 16).toString(RADIX);
    int letters = Keys.ID_LENGTH - 3;
    return id.length() > letters
        ? null
        : "at_" + "0".repeat(letters - id.length()) + id + sessionKey + userKey;
  }

  /** Whether a text has the form of what {@link #presented} gives: anybody may present anything. */
  static boolean arePresented(String text) {
    return PRESENTED.matcher(text).matches();
  }

  /** The session key of this hour; null when that is no key. */
  static @Nullable String sessionKey(AccountKey stored, String key, Instant now) {
    if (!KEY.matcher(key).matches()) {
      return null;
    }
    BigInteger secret = new BigInteger(key.substring(Keys.ID_LENGTH), RADIX);
    BigInteger block = secret.shiftLeft(HOUR_BITS).or(BigInteger.valueOf(hour(now)));
    return HexFormat.of().formatHex(aes(Cipher.ENCRYPT_MODE, stored, bytes(block, BLOCK_BYTES)));
  }

  /**
   * What a session was made of.
   *
   * @param key something that is no key when it was made of none, or of another one
   * @param over whether it was made too long ago
   */
  record Session(String key, boolean over) {}

  /**
   * The session that is presented. It lasts to the end of the hour after that of its login.
   *
   * @param presented of the form of {@link #arePresented}
   */
  static Session session(AccountKey stored, String presented, Instant now) {
    int userKeyStart = Keys.ID_LENGTH + LENGTH;
    String sessionKey = presented.substring(Keys.ID_LENGTH, userKeyStart);
    byte[] block = aes(Cipher.DECRYPT_MODE, stored, HexFormat.of().parseHex(sessionKey));
    BigInteger plain = new BigInteger(1, block);
    long age = Math.floorMod(hour(now) - (plain.longValue() & (HOURS - 1)), HOURS);
    String secret = plain.shiftRight(HOUR_BITS).toString(RADIX);
    if (secret.length() > SECRET_LETTERS) {
      return new Session("", true);
    }
    String key =
        presented.substring(0, Keys.ID_LENGTH)
            + "0".repeat(SECRET_LETTERS - secret.length())
            + secret;
    boolean sameUser =
        MessageDigest.isEqual(
            userKey(key).getBytes(StandardCharsets.US_ASCII),
            presented.substring(userKeyStart).getBytes(StandardCharsets.US_ASCII));
    return new Session(sameUser ? key : "", age > 1);
  }

  private static long hour(Instant now) {
    return Math.floorMod(now.getEpochSecond() / HOUR_SECONDS, HOURS);
  }

  private static byte[] aes(int mode, AccountKey stored, byte[] block) {
    try {
      // one block that never comes twice with another content: there is nothing to chain
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(mode, new SecretKeySpec(Base64.getDecoder().decode(stored.hash()), "AES"));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES of 256 bits", e);
    }
  }

  private static byte[] bytes(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[length];
    int taken = Math.min(signed.length, length);
    System.arraycopy(signed, signed.length - taken, bytes, length - taken, taken);
    return bytes;
  }
}
