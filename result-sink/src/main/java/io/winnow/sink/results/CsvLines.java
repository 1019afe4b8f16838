package io.winnow.sink.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as RFC 4180 has it but for the line end, which is LF: smaller, and read by all. A cell
 * is quoted when it holds the delimiter, a quote, CR or LF, or begins or ends with a blank that a
 * reader might strip, or when it is empty and all of its line: many readers take no notice of an
 * empty line. UTF-8, no byte order mark.
 *
 * <p>It works on bytes, as cells come and go as UTF-8: what is looked for is ASCII, and no byte of
 * a longer character is.
 */
public final class CsvLines {
  private static final int FLUSH_BYTES = 32 * 1024;

  private final OutputStream out;
  private final byte[] delimiter;
  private byte[] text = new byte[FLUSH_BYTES + 4096];
  private int length;
  private int lineStart;
  private boolean lineBegun;

  /**
   * @param out not closed here
   */
  public CsvLines(OutputStream out, char delimiter) {
    this.out = out;
    this.delimiter = String.valueOf(delimiter).getBytes(UTF_8);
  }

  /** Adds a cell to the line; null is an empty one. */
  public void cell(@Nullable String value) {
    String present = value == null ? "" : value;
    if (!plain(present)) {
      byte[] bytes = present.getBytes(UTF_8);
      cell(bytes, 0, bytes.length);
    }
  }

  /**
   * Adds a cell of ASCII that needs no quotes, as most do, without making an object.
   *
   * @return false when it is not one; then nothing is added
   */
  private boolean plain(String value) {
    int size = value.length();
    int from = lineBegun ? delimiter.length : 0;
    room(from + size);
    from += length;
    for (int i = 0; i < size; i++) {
      char c = value.charAt(i);
      boolean atEnd = i == 0 || i == size - 1;
      if (c < ' ' || c >= 0x7F || c == '"' || c == delimiter[0] || (c == ' ' && atEnd)) {
        return false;
      }
      text[from + i] = (byte) c;
    }
    if (lineBegun) {
      System.arraycopy(delimiter, 0, text, length, delimiter.length);
    }
    length = from + size;
    lineBegun = true;
    return true;
  }

  /** Adds a cell to the line that is given in UTF-8. */
  void cell(byte[] value, int from, int to) {
    // at worst all of it is quotes
    room(delimiter.length + 2 + 2 * (to - from));
    if (lineBegun) {
      for (byte b : delimiter) {
        text[length++] = b;
      }
    }
    lineBegun = true;
    if (needsQuotes(value, from, to)) {
      quoted(value, from, to);
    } else {
      System.arraycopy(value, from, text, length, to - from);
      length += to - from;
    }
  }

  /** Ends the line. */
  public void end() throws IOException {
    room(3);
    if (lineBegun && length == lineStart) {
      text[length++] = '"';
      text[length++] = '"';
    }
    text[length++] = '\n';
    lineStart = length;
    lineBegun = false;
    if (length >= FLUSH_BYTES) {
      flush();
    }
  }

  /** Hands all ended lines on. */
  public void flush() throws IOException {
    out.write(text, 0, length);
    length = 0;
    lineStart = 0;
  }

  /** A delimiter beyond ASCII is told by its first byte, which may quote a cell for nothing. */
  private boolean needsQuotes(byte[] value, int from, int to) {
    if (from == to) {
      return false;
    }
    if (blank(value[from]) || blank(value[to - 1])) {
      return true;
    }
    byte first = delimiter[0];
    for (int i = from; i < to; i++) {
      byte b = value[i];
      if (b == first || b == '"' || b == '\n' || b == '\r') {
        return true;
      }
    }
    return false;
  }

  private static boolean blank(byte b) {
    return b >= 0 && b <= ' ';
  }

  private void quoted(byte[] value, int from, int to) {
    text[length++] = '"';
    for (int i = from; i < to; i++) {
      if (value[i] == '"') {
        text[length++] = '"';
      }
      text[length++] = value[i];
    }
    text[length++] = '"';
  }

  private void room(int more) {
    if (text.length - length < more) {
      text = Arrays.copyOf(text, Math.max(Math.addExact(length, more), text.length * 2));
    }
  }
}
