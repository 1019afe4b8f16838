package io.winnow.sink.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some of the bytes of a whole (RFC 9110, section 14).
 *
 * @param from counted from 0
 * @param length in bytes; 0 when there are no such bytes
 */
record ByteRange(long from, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /** A range that begins behind the end. */
  static final ByteRange NONE = new ByteRange(0, 0);

  /**
   * What a header asks for: null for the whole, as with several ranges, which nobody must serve;
   * {@link #NONE} when there are none of these.
   *
   * @param header {@code Range}
   * @param all how many bytes there are
   */
  static @Nullable ByteRange of(@Nullable String header, long all) {
    if (header == null) {
      return null;
    }
    Matcher range = ONE.matcher(header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return null;
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(range.group(2)), all);
      return last == 0 ? NONE : new ByteRange(all - last, last);
    }
    long from = Long.parseLong(range.group(1));
    long to = range.group(2).isEmpty() ? all - 1 : Long.parseLong(range.group(2));
    if (to < from && !range.group(2).isEmpty()) {
      return null;
    }
    return from >= all ? NONE : new ByteRange(from, Math.min(to, all - 1) - from + 1);
  }

  /** Whether there are no such bytes. */
  boolean isEmpty() {
    return length == 0;
  }

  /** The value of {@code Content-Range}. */
  String contentRange(long all) {
    return isEmpty() ? "bytes */" + all : "bytes %d-%d/%d".formatted(from, from + length - 1, all);
  }
}
