package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row in the form in which {@link RowWriter} writes nearly all: no white space, no escapes
 * but those of one letter, no character beyond the Basic Multilingual Plane. It makes no object
 * that nobody asks for, and is several times as fast as a parser for all JSON.
 *
 * <p>Of anything else it says {@link NotPlain}, damage included, and another has to read it. So it
 * need not tell good from bad, only never take for plain what {@link AnyReader} would read
 * otherwise; {@code PlainReaderTest} holds the two against each other.
 */
final class PlainReader extends RowReader {
  /** What {@link AnyReader} allows for a text, which may be as long as all of this. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final int MOST_DIGITS = 18;

  /** Eight bytes at a time. */
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final byte[] json;
  private final int to;
  private int at;

  /** Where the first field of the present object is. */
  private int first;

  /** Whether the text just scanned has an escape. */
  private boolean escaped;

  /** Whether it has a character beyond ASCII. */
  private boolean beyondAscii;

  PlainReader(byte[] json) throws NotPlain {
    this(json, 0, json.length);
  }

  PlainReader(byte[] json, int from, int to) throws NotPlain {
    this.json = json;
    this.at = from;
    this.to = to;
    require(to - from <= MOST_BYTES);
    beginObject("");
    require(peek() != '}');
  }

  @Override
  @Nullable String nextField() throws NotPlain {
    if (at != first) {
      byte separator = take();
      if (separator == '}') {
        return null;
      }
      require(separator == ',');
    }
    require(take() == '"');
    int from = at;
    int hash = 0;
    byte c = take();
    while (c != '"') {
      require((c >= 'a' && c <= 'z') || c == '_');
      hash = 31 * hash + c;
      c = take();
    }
    require(take() == ':');
    return RowFields.named(json, from, at - 2, hash);
  }

  @Override
  void skip() throws NotPlain {
    if (peek() == '"') {
      scanText();
    } else {
      longNumber("");
    }
  }

  @Override
  long longNumber(String field) throws NotPlain {
    int from = at;
    long number = 0;
    byte c = peek();
    while (c >= '0' && c <= '9') {
      number = 10 * number + (c - '0');
      at++;
      c = peek();
    }
    int digits = at - from;
    require(digits == 1 || (digits > 1 && digits <= MOST_DIGITS && json[from] != '0'));
    require(c == ',' || c == '}');
    return number;
  }

  @Override
  String text(String field) throws NotPlain {
    int from = at + 1;
    scanText();
    return PlainText.decode(json, from, at - 1, escaped, beyondAscii);
  }

  @Override
  @Nullable String textOrNull(String field) throws NotPlain {
    return text(field);
  }

  @Override
  List<String> texts(String field) throws NotPlain {
    int from = at;
    require(take() == '[');
    int size = 0;
    boolean anyEscape = false;
    if (peek() == ']') {
      at++;
      return List.of();
    }
    byte separator;
    do {
      scanText();
      anyEscape |= escaped;
      size++;
      separator = take();
      require(separator == ',' || separator == ']');
    } while (separator == ',');
    return new JsonTexts(json, from, at, size, anyEscape);
  }

  @Override
  void beginObject(String field) throws NotPlain {
    require(take() == '{');
    first = at;
  }

  @Override
  boolean nextElement(String field, boolean begins) throws NotPlain {
    if (begins) {
      require(take() == '[');
    } else {
      byte separator = take();
      if (separator == ']') {
        return false;
      }
      require(separator == ',');
    }
    beginObject(field);
    return true;
  }

  @Override
  boolean isTrue(String field) throws NotPlain {
    throw new NotPlain();
  }

  /** Whether it is good within is for those to say who read it. */
  @Override
  String objectOrNull(String field) throws NotPlain {
    int from = at;
    int depth = 0;
    do {
      byte c = peek();
      if (c == '"') {
        scanText();
      } else {
        at++;
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        require(depth > 0 || (c == '}' && depth == 0));
      }
    } while (depth > 0);
    return new String(json, from, at - from, UTF_8);
  }

  @Override
  void end() throws NotPlain {
    require(at == to);
  }

  /** Goes over a text with its quotes. */
  private void scanText() throws NotPlain {
    byte[] bytes = json;
    require(take() == '"');
    escaped = false;
    beyondAscii = false;
    int next = at;
    while (next + Long.BYTES <= to && simple((long) WORDS.get(bytes, next))) {
      next += Long.BYTES;
    }
    while (next < to) {
      byte c = bytes[next++];
      if (c == '"') {
        at = next;
        return;
      }
      if (c == '\\') {
        require(next < to && PlainText.unescaped(bytes[next++]) != 0);
        escaped = true;
      } else if (c < 0) {
        next += PlainText.continuations(bytes, next - 1, to);
        beyondAscii = true;
      } else {
        require(c >= ' ');
      }
    }
    throw new NotPlain();
  }

  /** Whether eight bytes are ASCII, and none of them a quote, a backslash or a control. */
  private static boolean simple(long word) {
    long control = word - ' ' * ONES;
    long quote = (word ^ '"' * ONES) - ONES;
    long backslash = (word ^ '\\' * ONES) - ONES;
    return ((word | control | quote | backslash) & HIGH_BITS) == 0;
  }

  private byte take() throws NotPlain {
    byte next = peek();
    at++;
    return next;
  }

  private byte peek() throws NotPlain {
    if (at == to) {
      throw new NotPlain();
    }
    return json[at];
  }

  private static void require(boolean plain) throws NotPlain {
    if (!plain) {
      throw new NotPlain();
    }
  }
}
