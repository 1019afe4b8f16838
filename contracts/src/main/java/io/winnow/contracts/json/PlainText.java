package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts in JSON as far as {@link PlainReader} takes them: see there. */
final class PlainText {
  private PlainText() {}

  /** What a letter behind a backslash stands for; 0 when the escape is none that is plain. */
  static char unescaped(byte letter) {
    return switch (letter) {
      case '"' -> '"';
      case '\\' -> '\\';
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> 0;
    };
  }

  /**
   * How many bytes follow the first of a character beyond ASCII.
   *
   * @throws NotPlain when it is not one in well-formed UTF-8, or is written with four bytes
   */
  static int continuations(byte[] bytes, int at, int to) throws NotPlain {
    int first = bytes[at] & 0xFF;
    if (first >= 0xC2 && first <= 0xDF && continues(bytes, at + 1, to)) {
      return 1;
    }
    if (first >= 0xE0
        && first <= 0xEF
        && continues(bytes, at + 1, to)
        && continues(bytes, at + 2, to)
        && (first != 0xE0 || (bytes[at + 1] & 0xFF) >= 0xA0)
        && (first != 0xED || (bytes[at + 1] & 0xFF) < 0xA0)) {
      return 2;
    }
    throw new NotPlain();
  }

  private static boolean continues(byte[] bytes, int at, int to) {
    return at < to && (bytes[at] & 0xC0) == 0x80;
  }

  /** The text between the quotes. */
  static String decode(byte[] json, int from, int to, boolean escaped, boolean beyondAscii) {
    if (!escaped) {
      return new String(json, from, to - from, beyondAscii ? UTF_8 : ISO_8859_1);
    }
    byte[] utf8 = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      utf8[length++] = json[i] == '\\' ? (byte) unescaped(json[++i]) : json[i];
    }
    return new String(utf8, 0, length, UTF_8);
  }
}
