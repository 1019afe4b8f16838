package io.winnow.gateway.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which of a workbook's styles show a number as a date (ECMA-376, part 1, 18.8.30). */
final class CellStyles {
  private static final long MOST_BYTES = 4 << 20;
  private static final int MOST_STYLES = 65_536;

  private final BitSet dates = new BitSet();

  private CellStyles() {}

  /** No style shows a date. */
  static CellStyles none() {
    return new CellStyles();
  }

  static CellStyles read(InputStream in) throws IOException {
    CellStyles styles = new CellStyles();
    Map<String, Boolean> formats = new HashMap<>();
    boolean inCells = false;
    int style = 0;
    try (Xml xml = new Xml(new SmallPart(in, MOST_BYTES))) {
      while (xml.nextElement() && style < MOST_STYLES) {
        switch (xml.name()) {
          case "numFmt" -> {
            String id = xml.attribute("numFmtId");
            String code = xml.attribute("formatCode");
            if (id != null && code != null && formats.size() < MOST_STYLES) {
              formats.put(id, isDate(code));
            }
          }
          case "cellXfs" -> inCells = true;
          case "cellStyleXfs", "cellStyles", "dxfs" -> inCells = false;
          case "xf" -> {
            if (inCells) {
              styles.dates.set(style++, isDate(xml.attribute("numFmtId"), formats));
            }
          }
          default -> {}
        }
      }
    }
    return styles;
  }

  /** Whether a cell of that style shows its number as a date. */
  boolean isDate(int style) {
    return style >= 0 && dates.get(style);
  }

  private static boolean isDate(@Nullable String id, Map<String, Boolean> formats) {
    if (id == null) {
      return false;
    }
    Boolean own = formats.get(id);
    if (own != null) {
      return own;
    }
    return switch (id) {
      case "14", "15", "16", "17", "18", "19", "20", "21", "22", "45", "46", "47" -> true;
      // as East Asian editions number theirs
      case "27", "28", "29", "30", "31", "32", "33", "34", "35", "36" -> true;
      case "50", "51", "52", "53", "54", "55", "56", "57", "58" -> true;
      default -> false;
    };
  }

  /** Whether a format has letters of dates or times outside of quotes, brackets and escapes. */
  static boolean isDate(String code) {
    String positive = code.toLowerCase(Locale.ROOT).replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "");
    // hours beyond 24 stand in brackets, as do colours, currencies and conditions
    String bare = positive.replaceAll("\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]", "");
    int first = bare.indexOf(';');
    String section = first < 0 ? bare : bare.substring(0, first);
    return !section.contains("general") && section.matches("(?s).*[dmyhs].*");
  }
}
