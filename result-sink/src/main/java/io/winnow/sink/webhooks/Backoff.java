package io.winnow.sink.webhooks;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before an event is told again. Events that failed together do not come back
 * together: up to a fifth is added, which is the same whoever computes it.
 */
final class Backoff {
  /** What a receiver asks for beyond that is not heard: it might be a mistake. */
  static final Duration MOST_ASKED_FOR = Duration.ofHours(1);

  private static final int PARTS = 1_000;
  private static final int MOST_PARTS_MORE = 200;

  private final List<Duration> delays;

  /**
   * @param delays after the first attempt, after the second one …; the last one again and again
   */
  Backoff(List<Duration> delays) {
    this.delays = delays;
  }

  /**
   * @param attempt that failed, counted from 1
   * @param askedFor by the receiver; null when it did not say
   */
  Duration after(String event, int attempt, @Nullable Duration askedFor) {
    Duration delay = delays.get(Math.min(attempt, delays.size()) - 1);
    if (askedFor != null) {
      Duration heard = askedFor.compareTo(MOST_ASKED_FOR) < 0 ? askedFor : MOST_ASKED_FOR;
      delay = delay.compareTo(heard) < 0 ? heard : delay;
    }
    int more = Math.floorMod(spread(event.hashCode() * 31 + attempt), MOST_PARTS_MORE + 1);
    return delay.multipliedBy(PARTS + more).dividedBy(PARTS);
  }

  /** Hashes of texts that are alike are alike. */
  private static int spread(int hash) {
    int spread = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    spread = (spread ^ (spread >>> 13)) * 0xc2b2ae35;
    return spread ^ (spread >>> 16);
  }
}
