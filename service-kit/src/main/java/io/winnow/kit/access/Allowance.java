package io.winnow.kit.access;

/**
 * So many a minute: a bucket that holds a minute's worth, begins full, and fills steadily. Safe for
 * concurrent use.
 */
final class Allowance {
  private static final double MINUTE_NANOS = 60e9;

  private double left;
  private long filledAt;
  private int perMinute;

  /**
   * @param now by a clock that only goes forward, in nanoseconds
   */
  Allowance(int perMinute, long now) {
    this.perMinute = perMinute;
    this.left = perMinute;
    this.filledAt = now;
  }

  /**
   * What became of a request.
   *
   * @param granted whether it may be done
   * @param limit a minute
   * @param remaining how many more may be done at once
   * @param fullAfterSeconds when all of them may be, rounded up
   * @param nextAfterSeconds when the next one may be, rounded up; 0 when at once
   */
  record Taken(
      boolean granted, int limit, int remaining, long fullAfterSeconds, long nextAfterSeconds) {}

  /**
   * Takes one, if there is one.
   *
   * @param most a minute, from now on
   */
  synchronized Taken take(int most, long now) {
    perMinute = most;
    left = Math.min(perMinute, left + Math.max(0, now - filledAt) * perMinute / MINUTE_NANOS);
    filledAt = now;
    boolean granted = left >= 1;
    if (granted) {
      left--;
    }
    return new Taken(
        granted,
        perMinute,
        (int) left,
        secondsFor(perMinute - left),
        left >= 1 ? 0 : Math.max(1, secondsFor(1 - left)));
  }

  private long secondsFor(double missing) {
    return (long) Math.ceil(missing * 60 / perMinute);
  }
}
