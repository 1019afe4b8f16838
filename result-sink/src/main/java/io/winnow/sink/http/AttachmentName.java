package io.winnow.sink.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The name that a browser saves a job's results under, made from the job's name: no path, no
 * control or direction marks, no double extension.
 */
final class AttachmentName {
  private static final int MOST_CODE_POINTS = 100;
  private static final Pattern EXTENSIONS =
      Pattern.compile(
          "(\\.(csv|tsv|txt|xlsx|xls|json|jsonl|ndjson|gz|zip))+$", Pattern.CASE_INSENSITIVE);

  /** Letters of a token (RFC 5987, attr-char) beside letters and digits. */
  private static final String ATTR_CHARS = "!#$&+-.^_`|~";

  private AttachmentName() {}

  /**
   * The value of Content-Disposition (RFC 6266), with an ASCII name for old clients.
   *
   * @param extension without the dot
   */
  static String contentDisposition(String jobName, String extension) {
    String name = safe(jobName) + "_verified." + extension;
    StringBuilder ascii = new StringBuilder();
    name.codePoints().forEach(c -> ascii.append(c < 0x7f && c != '%' ? (char) c : '_'));
    return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + percentEncoded(name);
  }

  private static String safe(String jobName) {
    String bare = EXTENSIONS.matcher(jobName.strip()).replaceFirst("");
    StringBuilder safe = new StringBuilder();
    bare.codePoints()
        .limit(MOST_CODE_POINTS)
        .map(c -> allowed(c) ? c : '_')
        .forEach(safe::appendCodePoint);
    while (!safe.isEmpty() && (safe.charAt(0) == '.' || safe.charAt(0) == ' ')) {
      safe.deleteCharAt(0);
    }
    return safe.isEmpty() ? "list" : safe.toString();
  }

  private static boolean allowed(int c) {
    if ("/\\:*?\"<>|".indexOf(c) >= 0) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
      if (letterOrDigit || ATTR_CHARS.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append("%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
