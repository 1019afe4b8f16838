package io.winnow.sink.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines as {@link CsvLines} writes them, and no other CSV. It holds one line at a time, and
 * makes objects of those cells alone that are asked for. For one thread.
 */
final class LineReader {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final byte[] delimiter;
  private byte[] buffer;
  private int filled;

  /** Where the line begins in the buffer, and where the next one does. */
  private int line;

  private int next;

  /** Where cells begin, and at last where one more would; counted from the line's beginning. */
  private int[] starts = new int[32];

  private int cells;

  /** Bytes of all lines before the one that is read. */
  private long consumed;

  /**
   * @param in not closed here
   */
  LineReader(InputStream in, char delimiter) {
    this(in, new byte[BUFFER_BYTES], 0, delimiter);
  }

  private LineReader(InputStream in, byte[] buffer, int filled, char delimiter) {
    this.in = in;
    this.buffer = buffer;
    this.filled = filled;
    this.delimiter = String.valueOf(delimiter).getBytes(UTF_8);
  }

  /** Reads lines that are here already. They are not to be changed. */
  static LineReader of(byte[] lines, char delimiter) {
    return new LineReader(InputStream.nullInputStream(), lines, lines.length, delimiter);
  }

  /**
   * Reads the next line.
   *
   * @return false when there is none
   * @throws IOException when it cannot be read, or breaks off
   */
  boolean next() throws IOException {
    consumed += next - line;
    line = next;
    cells = 0;
    begin(0);
    boolean quoted = false;
    int at = 0;
    while (true) {
      if (line + at == filled && !fill()) {
        if (at > 0) {
          throw new IOException("the last line is cut off");
        }
        return false;
      }
      byte b = buffer[line + at];
      at++;
      if (b == '"') {
        quoted = !quoted;
      } else if (!quoted && b == delimiter[0]) {
        at += delimiter.length - 1;
        begin(at);
      } else if (!quoted && b == '\n') {
        next = line + at;
        // so that each cell ends a delimiter before the next one begins
        begin(at - 1 + delimiter.length);
        cells--;
        return true;
      }
    }
  }

  private void begin(int at) {
    if (cells == starts.length) {
      starts = Arrays.copyOf(starts, cells * 2);
    }
    starts[cells++] = at;
  }

  /** Makes room behind the line begun, and reads more. */
  private boolean fill() throws IOException {
    if (line > 0) {
      System.arraycopy(buffer, line, buffer, 0, filled - line);
      filled -= line;
      next -= line;
      line = 0;
    } else if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(read, 0);
    return read > 0;
  }

  /** How many cells the line has. */
  int cells() {
    return cells;
  }

  /** A cell's text; empty where the line is too short. */
  String cell(int index) {
    if (index >= cells) {
      return "";
    }
    int from = line + starts[index];
    int to = line + starts[index + 1] - delimiter.length;
    if (from == to) {
      return "";
    }
    if (buffer[from] != '"') {
      return new String(buffer, from, to - from, UTF_8);
    }
    return new String(buffer, from + 1, to - from - 2, UTF_8).replace("\"\"", "\"");
  }

  /** How many bytes were read up to the line's end. */
  long position() {
    return consumed + next - line;
  }
}
