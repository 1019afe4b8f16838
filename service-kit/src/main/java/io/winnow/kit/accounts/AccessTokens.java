package io.winnow.kit.accounts;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that stand for a key for a while, for APIs whose clients fetch one. Nobody keeps them: a
 * token names its key and its end, and is signed with what is stored of the key and the operator's
 * secret. So any process can tell a good one, and none is good when its key is revoked. Safe for
 * concurrent use.
 */
public final class AccessTokens {
  private static final String BEGINNING = "wt_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_BYTES = Keys.ID_LENGTH - Keys.BEGINNING.length();
  private static final int SIGNED_BYTES = ID_BYTES + Long.BYTES;
  private static final int BYTES = SIGNED_BYTES + 32;

  private final AccountsView accounts;
  private final String secret;
  private final Clock clock;
  private final Duration life;

  /**
   * @param secret the operator's, the same in every process; when it is empty, whoever can read the
   *     topic of accounts can sign tokens
   * @param life how long a token is good
   */
  public AccessTokens(AccountsView accounts, String secret, Clock clock, Duration life) {
    this.accounts = accounts;
    this.secret = secret;
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
    String id = Keys.idOf(key);
    return accounts
        .opened(key)
        .flatMap(account -> stored(account, id))
        .map(
            stored ->
                issue(stored, Instant.ofEpochSecond(clock.instant().plus(life).getEpochSecond())));
  }

  private Issued issue(AccountKey key, Instant expiresAt) {
    byte[] signed =
        ByteBuffer.allocate(SIGNED_BYTES)
            .put(key.id().substring(Keys.BEGINNING.length()).getBytes(StandardCharsets.US_ASCII))
            .putLong(expiresAt.getEpochSecond())
            .array();
    byte[] all = ByteBuffer.allocate(BYTES).put(signed).put(signature(key, signed)).array();
    return new Issued(
        BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(all), expiresAt);
  }

  /** Whether it looks like a token, good or not. */
  public static boolean isToken(String presented) {
    return presented.startsWith(BEGINNING);
  }

  /** The account that a token opens; empty when it opens none, has ended, or its key is revoked. */
  public Optional<Account> opened(String presented) {
    byte[] all = bytes(presented);
    if (all.length != BYTES) {
      return Optional.empty();
    }
    byte[] signed = Arrays.copyOf(all, SIGNED_BYTES);
    byte[] signature = Arrays.copyOfRange(all, SIGNED_BYTES, BYTES);
    String id = Keys.BEGINNING + new String(signed, 0, ID_BYTES, StandardCharsets.US_ASCII);
    long end = ByteBuffer.wrap(signed).getLong(ID_BYTES);
    return accounts
        .ownerOf(id)
        .flatMap(accounts::account)
        .filter(
            account ->
                stored(account, id)
                    .filter(key -> MessageDigest.isEqual(signature(key, signed), signature))
                    .isPresent())
        .filter(_ -> clock.instant().getEpochSecond() < end);
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

  private byte[] signature(AccountKey key, byte[] signed) {
    byte[] signing =
        ("winnow-token-v1:" + secret + ':' + key.salt() + ':' + key.hash())
            .getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(signing, ALGORITHM));
      return mac.doFinal(signed);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
