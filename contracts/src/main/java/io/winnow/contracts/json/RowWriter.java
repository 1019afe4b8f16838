package io.winnow.contracts.json;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON of one row after the other, to the byte as Jackson would. Surrogates are written
 * as escapes, so that also half a pair goes through. For one thread.
 */
final class RowWriter {
  private static final int TYPICAL_BYTES = 512;
  private static final int MOST_BYTES_KEPT = 64 * 1024;
  private static final int MOST_BYTES_PER_CHAR = 6;
  private static final int MOST_DIGITS = 19;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** By character below 128: 0 when it stands for itself, a letter behind the backslash, or 'u'. */
  private static final byte[] ESCAPES = new byte[128];

  static {
    Arrays.fill(ESCAPES, 0, ' ', (byte) 'u');
    ESCAPES['\b'] = 'b';
    ESCAPES['\t'] = 't';
    ESCAPES['\n'] = 'n';
    ESCAPES['\f'] = 'f';
    ESCAPES['\r'] = 'r';
    ESCAPES['"'] = '"';
    ESCAPES['\\'] = '\\';
  }

  private final byte[] digits = new byte[MOST_DIGITS];
  private byte[] bytes = new byte[TYPICAL_BYTES];
  private int at;

  void begin() {
    if (bytes.length > MOST_BYTES_KEPT) {
      bytes = new byte[TYPICAL_BYTES];
    }
    at = 0;
    bytes[at++] = '{';
  }

  /** Ends the row: all of it. */
  byte[] end() {
    room(1);
    bytes[at++] = '}';
    return Arrays.copyOf(bytes, at);
  }

  /** Begins an object within, whose fields come next. */
  void beginObject(String name) {
    name(name);
    room(1);
    bytes[at++] = '{';
  }

  void endObject() {
    room(1);
    bytes[at++] = '}';
  }

  /** Begins an array of objects. */
  void beginArray(String name) {
    name(name);
    room(1);
    bytes[at++] = '[';
  }

  /** Begins an object of the array, whose fields come next. */
  void beginElement() {
    room(2);
    if (bytes[at - 1] != '[') {
      bytes[at++] = ',';
    }
    bytes[at++] = '{';
  }

  void endArray() {
    room(1);
    bytes[at++] = ']';
  }

  /** Not negative. */
  void number(String name, long value) {
    name(name);
    int from = MOST_DIGITS;
    long rest = value;
    while (rest > Integer.MAX_VALUE) {
      digits[--from] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    int small = (int) rest;
    do {
      digits[--from] = (byte) ('0' + small % 10);
      small /= 10;
    } while (small > 0);
    room(MOST_DIGITS);
    System.arraycopy(digits, from, bytes, at, MOST_DIGITS - from);
    at += MOST_DIGITS - from;
  }

  void text(String name, String value) {
    name(name);
    quoted(value);
  }

  /** Nothing at all for null. */
  void textIfPresent(String name, @Nullable String value) {
    if (value != null) {
      text(name, value);
    }
  }

  void yes(String name) {
    raw(name, TRUE);
  }

  /** A value that is JSON already. */
  void raw(String name, byte[] json) {
    name(name);
    room(json.length);
    System.arraycopy(json, 0, bytes, at, json.length);
    at += json.length;
  }

  void texts(String name, List<String> values) {
    name(name);
    if (values instanceof JsonTexts asRead) {
      room(asRead.jsonLength());
      asRead.copyJson(bytes, at);
      at += asRead.jsonLength();
      return;
    }
    room(1);
    bytes[at++] = '[';
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        room(1);
        bytes[at++] = ',';
      }
      quoted(values.get(i));
    }
    room(1);
    bytes[at++] = ']';
  }

  /** A field's name, of plain ASCII. */
  private void name(String name) {
    int length = name.length();
    room(length + 4);
    if (bytes[at - 1] != '{') {
      bytes[at++] = ',';
    }
    bytes[at++] = '"';
    for (int i = 0; i < length; i++) {
      bytes[at++] = (byte) name.charAt(i);
    }
    bytes[at++] = '"';
    bytes[at++] = ':';
  }

  private void quoted(String text) {
    int length = text.length();
    room(length + 2);
    byte[] to = bytes;
    int next = at;
    to[next++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 128 || ESCAPES[c] != 0) {
        at = next;
        unusual(text, i);
        return;
      }
      to[next++] = (byte) c;
    }
    to[next++] = '"';
    at = next;
  }

  /** The rest of a text, from the first character that does not stand for itself. */
  private void unusual(String text, int from) {
    int length = text.length();
    for (int i = from; i < length; i++) {
      room(MOST_BYTES_PER_CHAR);
      char c = text.charAt(i);
      if (c < 128) {
        ascii(c);
      } else if (c < 0x800) {
        bytes[at++] = (byte) (0xC0 | (c >> 6));
        bytes[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isSurrogate(c)) {
        hex(c);
      } else {
        bytes[at++] = (byte) (0xE0 | (c >> 12));
        bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[at++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    room(1);
    bytes[at++] = '"';
  }

  private void ascii(char c) {
    byte escape = ESCAPES[c];
    if (escape == 0) {
      bytes[at++] = (byte) c;
    } else if (escape == 'u') {
      hex(c);
    } else {
      bytes[at++] = '\\';
      bytes[at++] = escape;
    }
  }

  private void hex(char c) {
    bytes[at++] = '\\';
    bytes[at++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[at++] = HEX[(c >> shift) & 0xF];
    }
  }

  private void room(int more) {
    if (bytes.length - at < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(at, more), bytes.length * 2));
    }
  }
}
