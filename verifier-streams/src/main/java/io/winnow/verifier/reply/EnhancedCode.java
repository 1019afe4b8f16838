package io.winnow.verifier.reply;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An enhanced status code (RFC 3463): class 2, 4 or 5, subject and detail 0 to 999.
 *
 * @param category the class
 */
record EnhancedCode(int category, int subject, int detail) {
  /** At the start of a line; qmail and IronPort put a # before it. */
  private static final Pattern AT_LINE_START = code("^[ \\t]*[#(\\[]?", Pattern.MULTILINE);

  /** Elsewhere only where it cannot be a version or part of an address. */
  private static final Pattern MARKED = code("(?:[#(\\[]|\\b[45]\\d\\d[ -])", 0);

  private static Pattern code(String before, int flags) {
    return Pattern.compile(before + "([245])\\.(\\d{1,3})\\.(\\d{1,3})(?!\\d|\\.\\d)", flags);
  }

  /** The code of a reply's text, the one that begins a line if there is one; null without. */
  static @Nullable EnhancedCode of(String text) {
    Matcher found = AT_LINE_START.matcher(text);
    if (!found.find()) {
      found = MARKED.matcher(text);
      if (!found.find()) {
        return null;
      }
    }
    return new EnhancedCode(
        Integer.parseInt(found.group(1)),
        Integer.parseInt(found.group(2)),
        Integer.parseInt(found.group(3)));
  }

  @Override
  public String toString() {
    return category + "." + subject + "." + detail;
  }
}
