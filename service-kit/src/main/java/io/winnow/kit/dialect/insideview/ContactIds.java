package io.winnow.kit.dialect.insideview;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;

/**
 * Ids of contacts as clients see them: {@value #LENGTH} characters of {@code [A-Za-z0-9_-]}, each
 * good for one account alone. Safe for concurrent use.
 */
public final class ContactIds {
  /** Length of an id. */
  public static final int LENGTH = 64;

  private static final int BYTES = LENGTH / 4 * 3;
  private static final int TAG_BYTES = BYTES - Long.BYTES;

  private final Seal seal;

  /**
   * @param secret the operator's; the same in every process
   */
  public ContactIds(String secret) {
    this.seal = new Seal(secret, "contact");
  }

  /** What an account calls a contact. */
  public String of(String account, long contact) {
    byte[] tag = Arrays.copyOf(seal.tag(account, contact), TAG_BYTES);
    byte[] all =
        ByteBuffer.allocate(BYTES).put(tag).putLong(contact ^ seal.mask(account, tag)).array();
    return Base64.getUrlEncoder().encodeToString(all);
  }

  /** The contact that an account calls so; empty when the id was not made for it. */
  public OptionalLong contact(String account, String id) {
    if (!isWellFormed(id)) {
      return OptionalLong.empty();
    }
    ByteBuffer all = ByteBuffer.wrap(Base64.getUrlDecoder().decode(id));
    byte[] tag = new byte[TAG_BYTES];
    all.get(tag);
    long contact = all.getLong() ^ seal.mask(account, tag);
    byte[] right = Arrays.copyOf(seal.tag(account, contact), TAG_BYTES);
    return MessageDigest.isEqual(right, tag) ? OptionalLong.of(contact) : OptionalLong.empty();
  }

  /** Whether it looks like an id, whoever's. */
  public static boolean isWellFormed(String id) {
    return id.length() == LENGTH && id.chars().allMatch(ContactIds::isLetter);
  }

  /** Whether an id may hold the character. */
  public static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
