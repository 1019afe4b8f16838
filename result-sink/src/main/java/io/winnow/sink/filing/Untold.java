package io.winnow.sink.filing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Slices with more rows than the accounting has been told of; who is first is told of first. */
final class Untold {
  /** So that a long list that trickles in does not fill the topic. */
  private static final int AT_A_TIME = 20;

  private final Deque<Held> slices = new ArrayDeque<>();

  void add(Held held) {
    if (!held.untold) {
      held.untold = true;
      slices.add(held);
    }
  }

  /** Takes some. */
  void take(Consumer<Held> taker) {
    for (int i = 0; i < AT_A_TIME; i++) {
      Held held = slices.poll();
      if (held == null) {
        return;
      }
      held.untold = false;
      taker.accept(held);
    }
  }
}
