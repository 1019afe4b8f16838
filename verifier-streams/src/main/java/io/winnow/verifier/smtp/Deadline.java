package io.winnow.verifier.smtp;

import java.time.Duration;

/**
 * A point in time by which something has to be over.
 *
 * @param nanoTime of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {

  /** So long from now. */
  public static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** This one, or so long from now if that is earlier. */
  Deadline atMost(Duration duration) {
    Deadline other = after(duration);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }

  /** Nanoseconds left; 0 or less when it has passed. */
  long nanosLeft() {
    return nanoTime - System.nanoTime();
  }

  /** Whether there is no time left. */
  public boolean passed() {
    return nanosLeft() <= 0;
  }
}
