package io.winnow.sink.http;

import io.winnow.contracts.JobId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page of jobs ended, as a text that clients hand back unread. */
final class Cursor {
  private static final String VERSION = "1:";

  private static final String EXPECTED = "expected the 'next' of an earlier page, unchanged";

  private Cursor() {}

  static String after(JobId last) {
    byte[] text = (VERSION + last).getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  /**
   * @throws IllegalArgumentException when it is none of ours
   */
  static JobId parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      if (text.startsWith(VERSION)) {
        return JobId.parse(text.substring(VERSION.length()));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }
}
