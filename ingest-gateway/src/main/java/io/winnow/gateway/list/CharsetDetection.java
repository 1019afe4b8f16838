package io.winnow.gateway.list;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Tells UTF-8 from Windows-1252 by the first bytes that are not ASCII, and what follows them.
 *
 * <p>What is no UTF-8 anywhere, and reads as Western text, is Windows-1252, of which ISO-8859-1 is
 * a part. Anything else stays UTF-8, whose decoder then tells where it is not: a list that is UTF-8
 * elsewhere has a damaged place, and other charsets cannot be told from each other.
 */
final class CharsetDetection {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  /** So many bytes are looked at, from the first that is not ASCII. */
  static final int WINDOW = 32 * 1024;

  /** What each byte means in Windows-1252; U+FFFD for the five that mean nothing. */
  private static final String MEANINGS = new String(allBytes(), WINDOWS_1252);

  private final byte[] bytes;
  private final int start;
  private final int end;
  private final byte before;

  private CharsetDetection(byte before, byte[] bytes, int start, int end) {
    this.before = before;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /**
   * @param before the byte before the first that is not ASCII; a line feed when there is none
   * @param start of the first byte that is not ASCII
   * @param end behind the last byte to be looked at, which need not end a character
   */
  static Charset of(byte before, byte[] bytes, int start, int end) {
    CharsetDetection detection = new CharsetDetection(before, bytes, start, end);
    return !detection.hasUtf8() && detection.readsAsWestern()
        ? WINDOWS_1252
        : StandardCharsets.UTF_8;
  }

  /** Whether any character beyond ASCII is UTF-8, or may be when more bytes come. */
  private boolean hasUtf8() {
    for (int i = start; i < end; i++) {
      int length = sequence(bytes[i] & 0xFF);
      if (length > 1 && (i + 1 < end || i == start) && continues(i, length)) {
        return true;
      }
    }
    return false;
  }

  /** Bytes of the sequence that begins so (RFC 3629, section 4); 1 when none of several does. */
  private static int sequence(int first) {
    if (first < 0xC2 || first > 0xF4) {
      return 1;
    }
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  }

  /** Also true of a sequence that is cut off within: it may be the only one. */
  private boolean continues(int at, int length) {
    for (int i = at + 1; i < Math.min(at + length, end); i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Western words have few letters beyond ASCII, and these seldom side by side; and no signs stand
   * between their letters but apostrophes, hyphens and dots. Other alphabets read as Windows-1252
   * break one or the other.
   */
  private boolean readsAsWestern() {
    int high = 0;
    int pairs = 0;
    for (int i = start; i < end; i++) {
      if (bytes[i] >= 0) {
        continue;
      }
      char meaning = meaning(i);
      if (meaning == '\uFFFD' || (isSign(meaning) && letterAt(i - 1) && letterAt(i + 1))) {
        return false;
      }
      high++;
      pairs += i > start && bytes[i - 1] < 0 ? 1 : 0;
    }
    return pairs * 3 <= high;
  }

  private char meaning(int at) {
    return MEANINGS.charAt((at < start ? before : bytes[at]) & 0xFF);
  }

  private boolean letterAt(int at) {
    return at < end && Character.isLetter(meaning(at));
  }

  private static boolean isSign(char c) {
    return !Character.isLetter(c) && "\u2019\u2018\u00B4\u2013\u2014\u00AD\u00B7".indexOf(c) < 0;
  }

  private static byte[] allBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }
}
