package io.winnow.kit.accounts;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that stand for a key for a while, for APIs whose clients fetch one. Nobody keeps them: a
 * token names its key, and holds the key's secret and its own end, encrypted under what is stored
 * of the key (AES-256-GCM). So any process knows what another one gave; a key that is revoked voids
 * its tokens; a token alone leads to no key; and who knows what is stored, but not the secret,
 * makes no token. Safe for concurrent use.
 */
public final class AccessTokens {
  private static final Duration LIFE = Duration.ofDays(365);
  private static final String BEGINNING = "wt_";
  private static final int ID_BYTES = Keys.ID_LENGTH - Keys.BEGINNING.length();
  private static final int SECRET_BYTES = Keys.LENGTH - Keys.ID_LENGTH;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int HEAD_BYTES = ID_BYTES + NONCE_BYTES;
  private static final int SEALED_BYTES = SECRET_BYTES + Long.BYTES + TAG_BYTES;

  private final AccountsView accounts;
  private final Clock clock;
  private final Duration life;
  private final SecureRandom random = new SecureRandom();

  /** Those of a server: good for a year, as clients expect that keep theirs. */
  public static AccessTokens of(AccountsView accounts) {
    return new AccessTokens(accounts, Clock.systemUTC(), LIFE);
  }

  /**
   * @param life how long a token is good
   */
  AccessTokens(AccountsView accounts, Clock clock, Duration life) {
    this.accounts = accounts;
    this.clock = clock;
    this.life = life;
  }

  /**
   * A token.
   *
   * @param text all of it
   * @param expiresAt to the second; from then on it opens nothing
   */
  public record Issued(String text, Instant expiresAt) {
    /** Without the token, for logs. */
    @Override
    public String toString() {
      return "Issued[" + expiresAt + "]";
    }
  }

  /**
   * Makes a token of a key.
   *
   * @param key all of it, as a client presents it
   * @return empty when it opens no account
   */
  public Optional<Issued> issue(String key) {
    return accounts
        .opened(key)
        .filter(_ -> key.length() == Keys.LENGTH)
        .flatMap(account -> stored(account, Keys.idOf(key)))
        .map(stored -> issue(stored, key, clock.instant().plus(life).getEpochSecond()));
  }

  private Issued issue(AccountKey stored, String key, long end) {
    byte[] head = new byte[HEAD_BYTES];
    random.nextBytes(head);
    byte[] id = ascii(key.substring(Keys.BEGINNING.length(), Keys.ID_LENGTH));
    System.arraycopy(id, 0, head, 0, ID_BYTES);
    byte[] plain =
        ByteBuffer.allocate(SECRET_BYTES + Long.BYTES)
            .put(ascii(key.substring(Keys.ID_LENGTH)))
            .putLong(end)
            .array();
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, stored, head, plain).orElseThrow();
    byte[] all = ByteBuffer.allocate(HEAD_BYTES + SEALED_BYTES).put(head).put(sealed).array();
    return new Issued(
        BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(all),
        Instant.ofEpochSecond(end));
  }

  /**
   * What a token holds.
   *
   * @param key all of it
   * @param end seconds since 1970 from which on it opens nothing
   */
  private record Plain(String key, long end) {
    static Plain of(String id, byte[] bytes) {
      String secret = new String(bytes, 0, SECRET_BYTES, StandardCharsets.US_ASCII);
      return new Plain(id + secret, ByteBuffer.wrap(bytes).getLong(SECRET_BYTES));
    }
  }

  /** Whether it looks like a token, good or not. */
  public static boolean isToken(String presented) {
    return presented.startsWith(BEGINNING);
  }

  /** The account that a token opens; empty when it opens none, has ended, or its key is revoked. */
  public Optional<Account> opened(String presented) {
    return plain(presented)
        .filter(plain -> clock.instant().getEpochSecond() < plain.end())
        .flatMap(plain -> accounts.opened(plain.key()));
  }

  /** Whether that is a token of a key that there is, and it has ended: nobody has guessed it. */
  public boolean isOver(String presented) {
    return plain(presented)
        .filter(plain -> clock.instant().getEpochSecond() >= plain.end())
        .filter(plain -> accounts.opened(plain.key()).isPresent())
        .isPresent();
  }

  /** What a token holds; empty when it is none of a key that there is. */
  private Optional<Plain> plain(String presented) {
    byte[] all = bytes(presented);
    if (all.length != HEAD_BYTES + SEALED_BYTES) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(all, HEAD_BYTES);
    byte[] sealed = Arrays.copyOfRange(all, HEAD_BYTES, all.length);
    String id = Keys.BEGINNING + new String(head, 0, ID_BYTES, StandardCharsets.US_ASCII);
    return accounts
        .ownerOf(id)
        .flatMap(accounts::account)
        .flatMap(account -> stored(account, id))
        .flatMap(stored -> crypt(Cipher.DECRYPT_MODE, stored, head, sealed))
        .map(bytes -> Plain.of(id, bytes));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String presented) {
    if (!isToken(presented)) {
      return new byte[0];
    }
    try {
      return Base64.getUrlDecoder().decode(presented.substring(BEGINNING.length()));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Optional<AccountKey> stored(Account account, String id) {
    return account.keys().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** Empty when it was not encrypted under that. */
  private static Optional<byte[]> crypt(int mode, AccountKey stored, byte[] head, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(Base64.getDecoder().decode(stored.hash()), "AES"),
          new GCMParameterSpec(TAG_BYTES * Byte.SIZE, head, ID_BYTES, NONCE_BYTES));
      cipher.updateAAD(head);
      return Optional.of(cipher.doFinal(text));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES of 256 bits with GCM", e);
    }
  }
}
