package io.winnow.lab.dns;

import java.util.PriorityQueue;

/** Replies that wait for their time. Used by the server's one thread alone. */
final class Outbox {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Waiting(long due, long number, Runnable send) implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      int byDue = Long.signum(due - other.due);
      return byDue == 0 ? Long.compare(number, other.number) : byDue;
    }
  }

  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
  private long number;

  /** Runs it at once when there is no delay, else when {@link #sendDue} finds it due. */
  void send(long delayNanos, Runnable send) {
    if (delayNanos <= 0) {
      send.run();
    } else {
      waiting.add(new Waiting(System.nanoTime() + delayNanos, number++, send));
    }
  }

  void sendDue() {
    long now = System.nanoTime();
    while (true) {
      Waiting first = waiting.peek();
      if (first == null || first.due - now > 0) {
        return;
      }
      waiting.remove();
      first.send.run();
    }
  }

  /** Until the next one is due, rounded up; 0 when one is due; -1 when none waits. */
  long millisUntilDue() {
    Waiting first = waiting.peek();
    if (first == null) {
      return -1;
    }
    long nanos = first.due - System.nanoTime();
    return nanos <= 0 ? 0 : (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }
}
