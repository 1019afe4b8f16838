package io.winnow.gateway.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What workbooks store as numbers and escapes, as people read it. */
final class CellText {
  /** Spreadsheets reckon with so many digits, and store more. */
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  private static final int LONGEST_NUMBER = 400;
  private static final int LONGEST_PLAIN = 30;
  private static final double SECONDS_OF_A_DAY = 86_400;

  /** The first day that programs of the one kind know is 1900-01-01, and they think 1900 leapt. */
  private static final LocalDate EPOCH_1900 = LocalDate.of(1899, 12, 30);

  private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private CellText() {}

  /** A number without an exponent and without the noise of its last digits. */
  static String number(String stored) {
    String text = stored.strip();
    if (isPlainInteger(text)) {
      return text;
    }
    if (text.length() > LONGEST_NUMBER) {
      return stored;
    }
    try {
      BigDecimal value = new BigDecimal(text).round(DIGITS).stripTrailingZeros();
      long plain = value.precision() + Math.abs((long) value.scale());
      return plain > LONGEST_PLAIN
          ? value.toString()
          : value.signum() == 0 ? "0" : value.toPlainString();
    } catch (NumberFormatException | ArithmeticException e) {
      return stored;
    }
  }

  private static boolean isPlainInteger(String text) {
    return !text.isEmpty()
        && text.length() <= 15
        && text.charAt(0) != '0'
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * A date, a time, or both, as ISO 8601 has them; a number that is no date as it is.
   *
   * @param from1904 whether the workbook counts days from 1904
   */
  static String date(String stored, boolean from1904) {
    try {
      double days = Double.parseDouble(stored.strip());
      long seconds = Math.round(days * SECONDS_OF_A_DAY);
      if (!(days >= 0) || days > 2_958_466) {
        return number(stored);
      }
      long day = Math.floorDiv(seconds, (long) SECONDS_OF_A_DAY);
      LocalTime time = LocalTime.ofSecondOfDay(Math.floorMod(seconds, (long) SECONDS_OF_A_DAY));
      if (day == 0 && !from1904) {
        return time.format(TIME);
      }
      LocalDate date = (from1904 ? EPOCH_1904 : EPOCH_1900).plusDays(day);
      if (!from1904 && day < 60) {
        date = date.plusDays(1);
      }
      return time.equals(LocalTime.MIDNIGHT)
          ? date.toString()
          : LocalDateTime.of(date, time).format(MOMENT);
    } catch (NumberFormatException | DateTimeException e) {
      return number(stored);
    }
  }

  /** Characters that XML cannot hold are written as {@code _x000D_} (ECMA-376, 22.9.2.19). */
  static String unescaped(String text) {
    return text.indexOf("_x") < 0 ? text : ESCAPE.matcher(text).replaceAll(CellText::character);
  }

  private static String character(MatchResult escape) {
    char c = (char) Integer.parseInt(escape.group(1), 16);
    return java.util.regex.Matcher.quoteReplacement(c == 0 ? escape.group() : String.valueOf(c));
  }
}
