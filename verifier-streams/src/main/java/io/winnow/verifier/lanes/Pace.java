package io.winnow.verifier.lanes;

/**
 * Spreads events evenly, so that no minute ever sees more of them than allowed, at whichever moment
 * it begins: not even at the other end of a network, which may push some of them together. What is
 * late may catch up a little. For one thread at a time.
 */
final class Pace {
  private static final double MINUTE = 60e9;

  /** Time that may be caught up with. */
  private static final long LATE = 100_000_000;

  /** Time by which a network may push two events together. */
  private static final long JITTER = 150_000_000;

  private double interval;

  /** When the next event would be due if all were on time; by the nano clock. */
  private double due;

  private boolean begun;

  /**
   * @param perMinute more than 0
   */
  Pace(double perMinute) {
    set(perMinute);
  }

  /** Changes the pace from the next event on. */
  void set(double perMinute) {
    interval = (MINUTE + LATE + JITTER) / perMinute;
  }

  /** Whether there may be an event now. */
  boolean ready(long now) {
    return !begun || now - due >= 0;
  }

  /** Takes note of an event now, which must be {@link #ready}. */
  void take(long now) {
    due = (begun ? Math.max(due, now - (double) LATE) : now) + interval;
    begun = true;
  }

  /** Nanoseconds until there may be one, 0 or more. */
  long nanosUntilReady(long now) {
    return begun ? Math.max(0, (long) Math.ceil(due - now)) : 0;
  }
}
