package io.winnow.verifier.lanes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of hosts from having dialled them. Safe for concurrent use. */
final class HostMemory {
  private static final int MOST = 100_000;
  private static final Duration HABIT = Duration.ofHours(1);

  /**
   * Hosts that could not be asked a moment ago: not each of their mailboxes waits anew for a
   * connection that does not come about, or is refused once more.
   */
  private final Cache<Way, Heard> troubles;

  /** Hosts that take fewer recipients in a session than others. */
  private final Cache<Way, Integer> recipients;

  HostMemory(Duration troubleRemembered, LaneClock clock) {
    this.troubles = cache(troubleRemembered, clock);
    this.recipients = cache(HABIT, clock);
  }

  private static <T> Cache<Way, T> cache(Duration remembered, LaneClock clock) {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .expireAfterWrite(remembered)
        .ticker(clock::nanos)
        .executor(Runnable::run)
        .build();
  }

  /** Remembers what was heard in place of a session. */
  void trouble(Way way, Heard heard) {
    troubles.put(way, heard);
  }

  /** What was heard in place of a session a moment ago, or null. */
  @Nullable Heard trouble(Way way) {
    return troubles.getIfPresent(way);
  }

  /** Remembers how many recipients a session had before the host wanted no more. */
  void recipients(Way way, int most) {
    recipients.put(way, most);
  }

  /** Recipients that a session may have, at most so many. */
  int recipientsUpTo(int most, Way way) {
    Integer fewer = recipients.getIfPresent(way);
    return fewer == null ? most : Math.min(most, fewer);
  }
}
