package io.winnow.verifier.probing;

import io.winnow.verifier.lanes.Finding;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a mailbox is asked again, if it is. */
final class Delays {
  /** Beyond what a server names, since its clock is not ours: a tenth, and a second. */
  private static final int MARGIN_DIVISOR = 10;

  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final ProbingSettings settings;

  Delays(ProbingSettings settings) {
    this.settings = settings;
  }

  /**
   * What the server's reply names, else what is set; null when it has been asked often enough.
   *
   * @param attempts of which the last one was greylisted
   */
  @Nullable Duration greylisted(Attempts attempts) {
    Duration delay = nth(settings.greylistDelays(), attempts.greylistings());
    Duration named = named(attempts.last());
    return delay == null || named == null ? delay : named;
  }

  /** How long nobody else asks for a mailbox that was greylisted for the last time. */
  Duration afterTheLast(Finding finding) {
    Duration named = named(finding);
    if (named != null) {
      return named;
    }
    List<Duration> delays = settings.greylistDelays();
    return delays.isEmpty() ? Duration.ZERO : delays.getLast();
  }

  /**
   * What is set, or what the server's reply names if that is longer; null when it has been tried
   * often enough.
   *
   * @param finding what came of the last attempt; null when that was a fault of ours
   */
  @Nullable Duration troubled(Attempts attempts, @Nullable Finding finding) {
    Duration delay = nth(settings.retryDelays(), attempts.troubles());
    Duration named = named(finding);
    return delay == null || named == null || named.compareTo(delay) < 0 ? delay : named;
  }

  private @Nullable Duration named(@Nullable Finding finding) {
    Duration named = finding == null ? null : finding.retryAfter();
    if (named == null) {
      return null;
    }
    Duration safe = named.plus(named.dividedBy(MARGIN_DIVISOR)).plus(MARGIN);
    if (safe.compareTo(settings.leastGreylistDelay()) < 0) {
      return settings.leastGreylistDelay();
    }
    return safe.compareTo(settings.mostGreylistDelay()) > 0 ? settings.mostGreylistDelay() : safe;
  }

  private static @Nullable Duration nth(List<Duration> delays, int number) {
    return number <= delays.size() ? delays.get(number - 1) : null;
  }
}
