package io.winnow.gateway.list;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Ways to check a list that a test writes down. */
final class Checks {
  private Checks() {}

  static final ListLimits LIMITS = new ListLimits(1 << 20, 1_000_000, 64 * 1024, 50);
  static final ListHints CSV = new ListHints(ListFormat.CSV, null, null);
  static final ListHints LINES = new ListHints(ListFormat.LINES, null, null);

  static ListHints column(String column) {
    return new ListHints(ListFormat.CSV, null, column);
  }

  static ListHints charset(@Nullable String charset) {
    return new ListHints(ListFormat.CSV, charset, null);
  }

  static CheckedList csv(String list) {
    return check(list, CSV);
  }

  static CheckedList lines(String list) {
    return check(list, LINES);
  }

  static CheckedList check(String list, ListHints hints) {
    return check(list.getBytes(StandardCharsets.UTF_8), hints, LIMITS);
  }

  static CheckedList check(byte[] list, ListHints hints, ListLimits limits) {
    return check(new ByteArrayInputStream(list), hints, limits);
  }

  static CheckedList check(InputStream list, ListHints hints, ListLimits limits) {
    try {
      return new ListCheck(limits).check(list, hints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ListRefused refused(String list) {
    return refused(list, CSV);
  }

  static ListRefused refused(String list, ListHints hints) {
    return refused(list, StandardCharsets.UTF_8, hints);
  }

  static ListRefused refused(String list, Charset charset, ListHints hints) {
    return refused(list.getBytes(charset), hints, LIMITS);
  }

  static ListRefused refused(byte[] list, ListHints hints, ListLimits limits) {
    return catchThrowableOfType(ListRefused.class, () -> check(list, hints, limits));
  }
}
