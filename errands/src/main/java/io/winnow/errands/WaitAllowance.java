package io.winnow.errands;

/**
 * How long one stream thread has waited for room since its last commit, over all its tasks and
 * errands: they share one transaction, which none of them can commit while another waits.
 */
final class WaitAllowance {
  private static final ThreadLocal<WaitAllowance> OF_THREAD =
      ThreadLocal.withInitial(WaitAllowance::new);

  private long spentNanos;

  private WaitAllowance() {}

  static WaitAllowance ofThisThread() {
    return OF_THREAD.get();
  }

  /** What is left of an allowance, in nanoseconds; not above 0 when it is used up. */
  long left(long allowedNanos) {
    return allowedNanos - spentNanos;
  }

  void spend(long nanos) {
    spentNanos += nanos;
  }

  /** A commit begins. */
  void renew() {
    spentNanos = 0;
  }
}
