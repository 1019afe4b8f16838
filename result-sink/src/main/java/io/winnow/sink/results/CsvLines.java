package io.winnow.sink.results;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV as RFC 4180 has it but for the line end, which is LF: smaller, and read by all. A cell
 * is quoted when it holds the delimiter, a quote, CR or LF, or begins or ends with a blank that a
 * reader might strip. UTF-8, no byte order mark.
 */
final class CsvLines {
  private static final int FLUSH_CHARS = 16 * 1024;

  private final OutputStream out;
  private final char delimiter;
  private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 4096);
  private boolean lineBegun;

  CsvLines(OutputStream out, char delimiter) {
    this.out = out;
    this.delimiter = delimiter;
  }

  /** Adds a cell to the line; null is an empty one. */
  void cell(@Nullable String value) {
    if (lineBegun) {
      text.append(delimiter);
    }
    lineBegun = true;
    if (value == null) {
      return;
    }
    if (needsQuotes(value)) {
      quoted(value);
    } else {
      text.append(value);
    }
  }

  /** Ends the line. */
  void end() throws IOException {
    text.append('\n');
    lineBegun = false;
    if (text.length() >= FLUSH_CHARS) {
      flush();
    }
  }

  /** Hands all ended lines on. */
  void flush() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  private boolean needsQuotes(String value) {
    int length = value.length();
    if (length == 0) {
      return false;
    }
    if (value.charAt(0) <= ' ' || value.charAt(length - 1) <= ' ') {
      return true;
    }
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private void quoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        text.append('"');
      }
      text.append(c);
    }
    text.append('"');
  }
}
