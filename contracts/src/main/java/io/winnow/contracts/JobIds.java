package io.winnow.contracts;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes job ids: 40 bits of milliseconds since 2026, then 13 random bits. Within one process ids
 * strictly ascend. Gateways do not talk to each other: two that meet in the same millisecond and
 * the same 13 bits are told apart at admission, which refuses the second ({@link
 * JobEvent.Refused#ID_TAKEN}) so that its gateway draws again. Good until 2060.
 *
 * <p>Safe for concurrent use.
 */
public final class JobIds {
  static final long EPOCH_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int RANDOM_BITS = 13;

  private final Clock clock;
  private final RandomGenerator random;
  private final AtomicLong last = new AtomicLong();

  public JobIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id, greater than all that this object has made. */
  public JobId next() {
    long drawn =
        Math.max(1, clock.millis() - EPOCH_MILLIS) << RANDOM_BITS
            | random.nextLong(1L << RANDOM_BITS);
    return new JobId(last.updateAndGet(previous -> Math.max(previous + 1, drawn)));
  }

  /** When an id was made, by its gateway's clock; of ids made in a burst a little later. */
  public static Instant madeAt(JobId id) {
    return Instant.ofEpochMilli(EPOCH_MILLIS + (id.value() >>> RANDOM_BITS));
  }
}
