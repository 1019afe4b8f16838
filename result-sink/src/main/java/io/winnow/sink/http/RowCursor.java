package io.winnow.sink.http;

import io.winnow.sink.results.RowPlace;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of rows ended, as a text that clients hand back unread. */
final class RowCursor {
  private static final Pattern FORM = Pattern.compile("r1:([0-9]{1,12}):([0-9]{1,15})");

  private static final String EXPECTED = "expected the 'next_cursor' of an earlier page, unchanged";

  private RowCursor() {}

  static String of(RowPlace next) {
    byte[] text =
        "r1:%d:%d".formatted(next.row(), next.offset()).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /**
   * @throws IllegalArgumentException when it is none of ours
   */
  static RowPlace parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      Matcher parts = FORM.matcher(text);
      if (parts.matches()) {
        return new RowPlace(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }
}
