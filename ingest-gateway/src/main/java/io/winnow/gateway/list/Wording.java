package io.winnow.gateway.list;

import java.util.List;
import java.util.stream.Collectors;

/** How users' own texts are shown in messages: in one line, and not at any length. */
public final class Wording {
  private static final int LONGEST_TEXT = 60;
  private static final int MOST_COLUMNS = 40;

  private Wording() {}

  /** The text without line breaks and the like, at most 60 characters of it. */
  public static String oneLine(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_TEXT)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.codePointCount(0, text.length()) > LONGEST_TEXT
        ? shown.append('…').toString()
        : shown.toString();
  }

  /** The names, at most 40 of them. */
  public static String columns(List<String> columns) {
    String shown =
        columns.stream()
            .limit(MOST_COLUMNS)
            .map(Wording::oneLine)
            .collect(Collectors.joining(", "));
    int more = columns.size() - MOST_COLUMNS;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
