package io.winnow.sink.results;

import java.util.regex.Pattern;

/**
 * Texts that a spreadsheet would run when it opens them as CSV. An apostrophe before them makes
 * them texts. Which cells got one can be told, so that it can be taken away again.
 */
public final class Formulas {
  private static final String MARK = "'";

  /** Signed numbers, which nobody need fear. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.,][0-9]+)*");

  private Formulas() {}

  /** The text, or what is shown as it. */
  public static String neutral(String text) {
    return runs(text) ? MARK + text : text;
  }

  /** The same, but numbers are left alone. */
  static String neutralButNumbers(String text) {
    return runs(text) && !NUMBER.matcher(text).matches() ? MARK + text : text;
  }

  /** The text that was made {@link #neutral}. */
  static String asItWas(String neutral) {
    return neutral.startsWith(MARK) && runs(neutral.substring(1)) ? neutral.substring(1) : neutral;
  }

  /** What has a mark already, for whatever reason, gets another: so both can be told apart. */
  private static boolean runs(String text) {
    int at = 0;
    while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == '\'')) {
      char c = text.charAt(at);
      if (c == '\t' || c == '\r' || c == '\n') {
        return true;
      }
      at++;
    }
    if (at == text.length()) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '=', '+', '-', '@', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> true;
      default -> false;
    };
  }
}
