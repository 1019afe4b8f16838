package io.winnow.verifier.lanes;

import java.time.Instant;

/** Time as lanes know it. Safe for concurrent use. */
interface LaneClock {
  /** As {@link System#nanoTime()}. */
  long nanos();

  /** As {@link Instant#now()}. */
  Instant now();

  /**
   * Runs something later, from a thread of its own.
   *
   * @return to be run to call it off
   */
  Runnable after(long nanos, Runnable task);
}
