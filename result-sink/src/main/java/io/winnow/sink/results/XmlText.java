package io.winnow.sink.results;

/** Text as the content of an XML element of a workbook. */
final class XmlText {
  private static final char NO_CHARACTER = '\uFFFD';

  private XmlText() {}

  /**
   * What XML cannot say at all (XML 1.0, section 2.2) is written as spreadsheets do: {@code
   * _x0001_} for a control, U+FFFD for what is no character.
   */
  static void append(String text, StringBuilder out) {
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0xD800 && c != '&' && c != '<' && c != '>' && c != '"') {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text, plain, i);
      plain = i + 1;
      special(c, out);
    }
    out.append(text, plain, text.length());
  }

  private static void special(char c, StringBuilder out) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\t', '\n' -> out.append(c);
      default -> {
        if (c < ' ') {
          out.append("_x%04X_".formatted((int) c));
        } else {
          out.append(c < 0xE000 || c >= 0xFFFE ? NO_CHARACTER : c);
        }
      }
    }
  }
}
