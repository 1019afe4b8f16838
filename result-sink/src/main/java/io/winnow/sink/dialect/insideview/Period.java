package io.winnow.sink.dialect.insideview;

import io.winnow.kit.dialect.DialectError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In what steps times are told, which are all of UTC. */
enum Period {
  DAY("uuuu-MM-dd"),
  MONTH("uuuu-MM"),
  YEAR("uuuu");

  private final String pattern;

  Period(String pattern) {
    this.pattern = pattern;
  }

  /** As in requests. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The step's name in which a moment is. */
  String of(Instant at) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC).format(at);
  }

  /** The first moment of a step. */
  private Instant start(String text) {
    LocalDate first =
        switch (this) {
          case DAY -> LocalDate.parse(text);
          case MONTH -> YearMonth.parse(text).atDay(1);
          case YEAR -> Year.parse(text).atDay(1);
        };
    return first.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /**
   * Some time.
   *
   * @param period in whose steps it is told
   * @param start the name of its first step; null for no bound
   * @param end the name of its last one; null for no bound
   */
  record Range(Period period, @Nullable String start, @Nullable String end) {
    /** Whether a moment is in it. */
    boolean has(Instant at) {
      String step = period.of(at);
      return (start == null || step.compareTo(start) >= 0)
          && (end == null || step.compareTo(end) <= 0);
    }
  }

  /**
   * The time that a request names.
   *
   * @return null when it names none
   * @throws DialectError when it is none
   */
  static @Nullable Range range(
      @Nullable String period, @Nullable String start, @Nullable String end) {
    if (period == null) {
      if (start != null || end != null) {
        throw illegal("period should be day, month or year when there is a start or an end");
      }
      return null;
    }
    for (Period one : values()) {
      if (one.word().equals(period)) {
        return new Range(one, one.checked("start", start), one.checked("end", end));
      }
    }
    throw illegal("period should be day, month or year");
  }

  private @Nullable String checked(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      if (of(start(text)).equals(text)) {
        return text;
      }
    } catch (DateTimeException e) {
      throw illegal(name + " should be written as " + written());
    }
    throw illegal(name + " should be written as " + written());
  }

  private String written() {
    return pattern.replace('u', 'Y').replace('d', 'D');
  }

  static DialectError illegal(String what) {
    return DialectError.of(400, "400-103", "Illegal values for the field: " + what + ".");
  }
}
