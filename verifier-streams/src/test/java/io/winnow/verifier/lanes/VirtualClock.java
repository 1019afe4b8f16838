package io.winnow.verifier.lanes;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands until it is told to go on; then it runs what is due, in order. */
final class VirtualClock implements LaneClock {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long nanos;
  private long order;

  private record Due(long at, long order, Runnable task) {}

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return BEGIN.plusNanos(nanos);
  }

  @Override
  public Runnable after(long delay, Runnable task) {
    Due due = new Due(nanos + Math.max(0, delay), order++, task);
    queue.add(due);
    return () -> queue.remove(due);
  }

  void advance(Duration by) {
    long until = nanos + by.toNanos();
    while (!queue.isEmpty() && queue.peek().at() <= until) {
      Due due = queue.remove();
      nanos = due.at();
      due.task().run();
    }
    nanos = until;
  }
}
