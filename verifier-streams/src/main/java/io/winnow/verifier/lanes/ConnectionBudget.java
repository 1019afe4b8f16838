package io.winnow.verifier.lanes;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections of all lanes of a process together. Lanes that find none left are told when there is
 * one again, in their order; nobody else gets it meanwhile. Safe for concurrent use.
 */
final class ConnectionBudget {
  private final Queue<Lane> waiting = new ArrayDeque<>();
  private final Set<Lane> queued = new HashSet<>();
  private final Set<Lane> called = new HashSet<>();
  private int left;

  ConnectionBudget(int connections) {
    this.left = connections;
  }

  /** Takes one, or takes note that the lane wants one. */
  synchronized boolean take(Lane lane) {
    if (left > 0 && (called.remove(lane) || waiting.isEmpty())) {
      left--;
      return true;
    }
    if (queued.add(lane)) {
      waiting.add(lane);
    }
    return false;
  }

  /** Gives one back; then {@link #passOn} has to follow. */
  synchronized void giveBack() {
    left++;
  }

  /** Calls those who wait, as long as there is something left. Not to be called under a lock. */
  void passOn() {
    for (Lane next = next(); next != null; next = next()) {
      next.poke();
      done(next);
    }
  }

  private synchronized @Nullable Lane next() {
    Lane next = left > 0 ? waiting.poll() : null;
    if (next != null) {
      queued.remove(next);
      called.add(next);
    }
    return next;
  }

  private synchronized void done(Lane lane) {
    called.remove(lane);
  }
}
