package io.winnow.kit.accounts;

import io.winnow.contracts.AccountKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The keys of accounts: {@code at_} and 29 of {@code [a-z0-9]}. The first {@value #ID_LENGTH}
 * characters are public, and say which key it is; the other 21, 108 bits, are secret. Stored is
 * SHA-256 of a random salt and the whole key: nobody can guess 108 random bits, so there is nothing
 * that a slow hash would protect. Safe for concurrent use.
 */
public final class Keys {
  /** Length of a whole key. */
  public static final int LENGTH = 32;

  /** Length of its public part. */
  public static final int ID_LENGTH = 11;

  static final String BEGINNING = "at_";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int SALT_BYTES = 16;

  private final SecureRandom random;
  private final Digest digest;
  private final InstantSource clock;

  /** What a key that nobody knows is compared with. */
  private final AccountKey nobodys;

  public Keys() {
    this(new SecureRandom(), Digest.SHA_256);
  }

  Keys(SecureRandom random, Digest digest) {
    this(random, digest, InstantSource.system());
  }

  /**
   * @param clock by which sessions begin and end
   */
  Keys(SecureRandom random, Digest digest, InstantSource clock) {
    this.random = random;
    this.digest = digest;
    this.clock = clock;
    this.nobodys = make(null, Instant.EPOCH).stored();
  }

  /**
   * A new key.
   *
   * @param text all of it; to be shown once, and kept nowhere
   * @param stored what is kept of it
   */
  public record NewKey(String text, AccountKey stored) {
    /** Without the secret, for logs. */
    @Override
    public String toString() {
      return "NewKey[" + stored.id() + "]";
    }
  }

  /**
   * Makes a key.
   *
   * @param label what people call it; null when nobody said
   * @param at when it is made
   */
  public NewKey make(@Nullable String label, Instant at) {
    StringBuilder text = new StringBuilder(BEGINNING);
    while (text.length() < LENGTH) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    String key = text.toString();
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return new NewKey(
        key,
        new AccountKey(
            key.substring(0, ID_LENGTH),
            base64.encodeToString(salt),
            base64.encodeToString(digest.of(salted(salt, key))),
            label,
            at.truncatedTo(ChronoUnit.MILLIS)));
  }

  /** The public part of what a client presents, whatever that is. */
  static String idOf(String presented) {
    return presented.substring(0, Math.min(ID_LENGTH, presented.length()));
  }

  /** The session key that a login with that key gets now; null when it is none. */
  @Nullable String sessionKey(AccountKey stored, String key) {
    return standing(stored, key) == Standing.GOOD
        ? SessionKeys.sessionKey(stored, key, clock.instant())
        : null;
  }

  /** How what is presented stands to a key that is stored. */
  enum Standing {
    /** It is nothing of the key. */
    WRONG,
    /** A session of the key that has ended. */
    OVER,
    /** The key, or a session of it. */
    GOOD
  }

  /**
   * What is presented: the key that is stored, a session of it, or neither. Takes as long whatever
   * it is, and when no key is stored.
   *
   * @param stored null when no key has the id of what is presented
   */
  Standing standing(@Nullable AccountKey stored, String presented) {
    AccountKey compared = stored == null ? nobodys : stored;
    if (!SessionKeys.arePresented(presented)) {
      return isKey(stored, compared, presented) ? Standing.GOOD : Standing.WRONG;
    }
    SessionKeys.Session session = SessionKeys.session(compared, presented, clock.instant());
    if (!isKey(stored, compared, session.key())) {
      return Standing.WRONG;
    }
    return session.over() ? Standing.OVER : Standing.GOOD;
  }

  private boolean isKey(@Nullable AccountKey stored, AccountKey compared, String presented) {
    byte[] salt = Base64.getDecoder().decode(compared.salt());
    byte[] hash = Base64.getDecoder().decode(compared.hash());
    // first, so that what has no key takes no shorter way
    return MessageDigest.isEqual(hash, digest.of(salted(salt, presented))) && stored != null;
  }

  private static byte[] salted(byte[] salt, String key) {
    byte[] text = key.getBytes(StandardCharsets.UTF_8);
    byte[] salted = new byte[salt.length + text.length];
    System.arraycopy(salt, 0, salted, 0, salt.length);
    System.arraycopy(text, 0, salted, salt.length, text.length);
    return salted;
  }
}
