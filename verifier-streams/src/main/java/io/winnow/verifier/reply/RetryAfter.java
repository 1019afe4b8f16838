package io.winnow.verifier.reply;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to wait, in its own words: "try again in 5 minutes", "360 seconds",
 * "00:05:00", "retry=300".
 */
final class RetryAfter {
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofMinutes(60);

  /** Servers count from their own clock, and look again a little late. */
  private static final long MARGIN_SECONDS = 60;

  private static final Map<String, Integer> UNITS =
      Map.of("s", 1, "m", 60, "h", 3_600, "z", 3_600, "o", 3_600);

  /** Up to six digits: more is an id. Units in English, German, French, Spanish and Italian. */
  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<![\\w.:/-])(\\d{1,6})[ -]{0,2}(s(?:ec(?:s|onds?|\\(s\\)|ondes?)?|ek(?:unden)?|egundos?)?"
              + "|m(?:ins?|inut(?:e|es|en|os?|i|\\(s\\))?)?"
              + "|h(?:(?:ou)?rs?|eures?|oras?)?|stunden?|ore)\\b");

  private static final Pattern CLOCK =
      Pattern.compile("(?<![\\w.:-])(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?![\\w:])");

  /** Seconds without a unit, named as what they are. */
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:retry|delay|wait|greylisted)(?:[ _-](?:after|time|in|for))?[ ]?[=: ][ ]?(\\d{1,6})\\b(?![.:])");

  /** Words that make an amount of time one to wait, and not one in which something happened. */
  private static final Pattern WAITING =
      Pattern.compile(
          "again|retry|wait|come back|gr[ea]y|later|delay|defer|try|temporar|spater|warten|nochmal"
              + "|reessay|patient|intente|espere|riprova|attend");

  private RetryAfter() {}

  /** The time to wait with a margin, 1 to 60 minutes; null when the text names none. */
  static @Nullable Duration of(String text) {
    String folded = Words.fold(text);
    if (folded.length() > ReplyReader.MAX_READ) {
      folded = folded.substring(0, ReplyReader.MAX_READ);
    }
    if (!WAITING.matcher(folded).find()) {
      return null;
    }
    long seconds = amounts(folded);
    if (seconds <= 0) {
      seconds = clock(folded);
    }
    if (seconds <= 0) {
      Matcher named = NAMED.matcher(folded);
      seconds = named.find() ? Long.parseLong(named.group(1)) : 0;
    }
    if (seconds <= 0) {
      return null;
    }
    Duration wait = Duration.ofSeconds(seconds + MARGIN_SECONDS);
    return wait.compareTo(LEAST) < 0 ? LEAST : wait.compareTo(MOST) > 0 ? MOST : wait;
  }

  /** The first amount, with a second one that follows it at once: "1 hour 5 minutes". */
  private static long amounts(String text) {
    Matcher amount = AMOUNT.matcher(text);
    long seconds = 0;
    int end = -1;
    while (amount.find()) {
      if (end >= 0 && !text.substring(end, amount.start()).matches("[ ,]{1,2}(?:and |und |et )?")) {
        break;
      }
      String unit = amount.group(2);
      int factor = unit.startsWith("st") ? 3_600 : UNITS.getOrDefault(unit.substring(0, 1), 1);
      seconds += Long.parseLong(amount.group(1)) * factor;
      end = amount.end();
    }
    return seconds;
  }

  private static long clock(String text) {
    Matcher clock = CLOCK.matcher(text);
    if (!clock.find()) {
      return 0;
    }
    long first = Long.parseLong(clock.group(1));
    long second = Long.parseLong(clock.group(2));
    return clock.group(3) == null
        ? first * 60 + second
        : first * 3_600 + second * 60 + Long.parseLong(clock.group(3));
  }
}
