package io.winnow.gateway.format;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/** Tells lists in JSON by how they begin. */
final class JsonStart {
  private JsonStart() {}

  /**
   * Whether no list in CSV begins so: an array of strings or objects, or an object.
   *
   * @param charset as the user says; null when nothing is said
   */
  static boolean isSureIn(byte[] head, @Nullable String charset) {
    String text = new String(head, charset(head, charset));
    int at = skipBlanks(text, text.startsWith("\uFEFF") ? 1 : 0);
    int next = skipBlanks(text, at + 1);
    if (next >= text.length()) {
      return false;
    }
    char first = text.charAt(at);
    char second = text.charAt(next);
    return (first == '[' && (second == '{' || second == '"' || second == ']'))
        || (first == '{' && (second == '"' || second == '}'));
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static Charset charset(byte[] head, @Nullable String named) {
    if (head.length >= 2 && (head[0] == -1 || head[0] == -2) && head[0] + head[1] == -3) {
      return head[0] == -1 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
    try {
      return named == null ? StandardCharsets.UTF_8 : Charset.forName(named.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      // whoever reads the list will refuse it for that
      return StandardCharsets.UTF_8;
    }
  }
}
