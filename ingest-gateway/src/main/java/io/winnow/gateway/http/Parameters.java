package io.winnow.gateway.http;

import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Level;
import io.winnow.kit.http.Problem;
import io.winnow.kit.settings.Setting;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients say behind the question mark or in the fields of a form.
 *
 * @param offered the levels that this installation offers
 * @param clock tells what lies in the past
 */
public record Parameters(Set<Level> offered, Clock clock) {
  /** The longest that a client may wait for the verdict of one address. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final Level DEFAULT_LEVEL = Level.DNS;
  private static final Duration FARTHEST_DEADLINE = Duration.ofDays(365);

  /**
   * @throws Problem when there is no such level; one that is not offered passes
   */
  Level level(@Nullable String name) {
    if (name == null) {
      return DEFAULT_LEVEL;
    }
    String bare = name.strip().toLowerCase(Locale.ROOT);
    try {
      return Level.parse(bare);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          400,
          "unknown_level",
          "there is no level '%s'; choose %s"
              .formatted(
                  bare,
                  offered.stream()
                      .sorted()
                      .map(Level::wireName)
                      .collect(Collectors.joining(" or "))));
    }
  }

  /**
   * Which rows are taken for the same; none when nothing is said.
   *
   * @throws Problem when there is no such way
   */
  static Dedupe dedupe(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return Dedupe.OFF;
    }
    String bare = name.strip().toLowerCase(Locale.ROOT);
    try {
      return Dedupe.parse(bare);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          400,
          "unknown_dedupe",
          "there is no dedupe '%s'; choose off, exact or canonical".formatted(bare));
    }
  }

  /**
   * A moment, such as {@code 2026-03-01T12:00:00Z}, or how long from now, such as {@code 2h}.
   *
   * @return null when nothing is said
   * @throws Problem when it is neither, or has passed
   */
  @Nullable Instant deadline(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Instant now = clock.instant();
    Instant deadline = moment(text.strip(), now).truncatedTo(ChronoUnit.MILLIS);
    if (!deadline.isAfter(now) || deadline.isAfter(now.plus(FARTHEST_DEADLINE))) {
      throw invalidDeadline(text, "is not within the next " + FARTHEST_DEADLINE.toDays() + " days");
    }
    return deadline;
  }

  private static Instant moment(String text, Instant now) {
    try {
      Duration length = Setting.parseDuration(text);
      return now.plus(length.compareTo(FARTHEST_DEADLINE) > 0 ? Duration.ofDays(366) : length);
    } catch (IllegalArgumentException | ArithmeticException e) {
      try {
        // in a query the plus of an offset is a blank unless it is encoded
        return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      } catch (DateTimeException notEither) {
        notEither.addSuppressed(e);
        throw invalidDeadline(
            text,
            "is neither a moment such as 2026-03-01T12:00:00Z nor a time such as 30 min or 2h");
      }
    }
  }

  private static Problem invalidDeadline(String text, String why) {
    return Problem.of(400, "invalid_deadline", "the deadline '%s' %s".formatted(text, why));
  }

  /**
   * How long to wait for an answer; {@link #LONGEST_WAIT} when nothing is said.
   *
   * @throws Problem when it is no such time
   */
  static Duration wait(@Nullable String text) {
    if (text == null) {
      return LONGEST_WAIT;
    }
    try {
      Duration wait = Setting.parseDuration(text.strip());
      if (wait.compareTo(LONGEST_WAIT) <= 0) {
        return wait;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw invalidWait(text);
    }
    throw invalidWait(text);
  }

  private static Problem invalidWait(String text) {
    return Problem.of(
        400,
        "invalid_wait",
        "wait '%s' is not a time such as 500ms or 10s, at most %d s"
            .formatted(text, LONGEST_WAIT.toSeconds()));
  }

  /**
   * Yes or no; no when nothing is said.
   *
   * @throws Problem when it is neither
   */
  static boolean transcript(@Nullable String text) {
    return switch (text) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Problem.of(
              400, "invalid_transcript", "transcript '%s' is not true or false".formatted(text));
    };
  }
}
