package io.winnow.gateway.dialect.pardot;

import io.winnow.kit.dialect.DialectError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Moments as a query names them, in UTC: {@code today}, {@code yesterday}, {@code last_7_days},
 * {@code this_month}, {@code last_month}, or of GNU's forms {@code YYYY-MM-DD}, {@code YYYY-MM-DD
 * HH:MM[:SS]}, the same with a {@code T} and an offset, and {@code @SECONDS}.
 */
final class Moments {
  private static final Pattern EPOCH = Pattern.compile("@[0-9]{1,12}");
  private static final int DATE_LETTERS = "2026-03-01".length();

  private Moments() {}

  /**
   * @throws DialectError when it is none of these
   */
  static Instant parse(String text, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return switch (text) {
      case "today" -> start(today);
      case "yesterday" -> start(today.minusDays(1));
      case "last_7_days" -> start(today.minusDays(7));
      case "this_month" -> start(today.withDayOfMonth(1));
      case "last_month" -> start(today.withDayOfMonth(1).minusMonths(1));
      default -> custom(text.strip());
    };
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static Instant custom(String text) {
    try {
      if (EPOCH.matcher(text).matches()) {
        return Instant.ofEpochSecond(Long.parseLong(text.substring(1)));
      }
      if (text.length() <= DATE_LETTERS) {
        return start(LocalDate.parse(text));
      }
      String iso = text.substring(0, DATE_LETTERS) + 'T' + text.substring(DATE_LETTERS + 1);
      boolean local = iso.indexOf('Z') < 0 && iso.indexOf('+') < 0 && iso.lastIndexOf('-') <= 7;
      return local
          ? LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException e) {
      throw PardotError.INVALID_TIMESTAMP.fault();
    }
  }
}
