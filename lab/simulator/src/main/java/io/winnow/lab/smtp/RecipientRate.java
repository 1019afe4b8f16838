package io.winnow.lab.smtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many recipients a client may ask of an operator within a second. */
final class RecipientRate {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

  private final int most;
  private final Map<String, Deque<Long>> lately = new HashMap<>();

  RecipientRate(int most) {
    this.most = most;
  }

  /** False when there were too many lately; then this one does not count. */
  synchronized boolean allows(String operator, String client) {
    Deque<Long> times = lately.computeIfAbsent(operator + "/" + client, key -> new ArrayDeque<>());
    long now = System.nanoTime();
    while (!times.isEmpty() && now - times.getFirst() >= WINDOW) {
      times.removeFirst();
    }
    if (times.size() >= most) {
      return false;
    }
    times.addLast(now);
    return true;
  }
}
