package io.winnow.errands;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The completed flights of one task in one epoch, offered by many threads and polled by one.
 *
 * <p>An epoch lasts from {@code init()} to {@code close()} of the processor and has a queue of its
 * own. Whatever completes after its epoch is offered to a closed queue, and dropped.
 *
 * <p>Producers push onto a stack; the stream thread takes the whole stack and turns it round, so
 * that a completion costs one compare-and-set and flights are polled in the order offered. What was
 * taken stays in the queue until polled, so that an exception on the way loses nothing.
 */
final class Completions<
    K extends @Nullable Object, V extends @Nullable Object, A extends @Nullable Object> {
  private final AtomicReference<@Nullable Flight<K, V, A>> offered = new AtomicReference<>();
  private @Nullable Flight<K, V, A> taken;
  private volatile @Nullable Thread waiting;
  private volatile boolean closed;

  /** Any thread. */
  void offer(Flight<K, V, A> flight) {
    if (closed) {
      return;
    }
    Flight<K, V, A> top;
    do {
      top = offered.get();
      flight.next = top;
    } while (!offered.compareAndSet(top, flight));
    if (top == null) {
      Thread sleeper = waiting;
      if (sleeper != null) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /** The next flight, or null. Stream thread only. */
  @Nullable Flight<K, V, A> poll() {
    if (taken == null) {
      if (offered.get() == null) {
        return null;
      }
      taken = reverse(offered.getAndSet(null));
    }
    Flight<K, V, A> flight = taken;
    if (flight != null) {
      taken = flight.next;
      flight.next = null;
    }
    return flight;
  }

  /** Sleeps until something is offered, or that long, or for no reason. Stream thread only. */
  void await(long nanos) {
    waiting = Thread.currentThread();
    try {
      if (taken == null && offered.get() == null) {
        LockSupport.parkNanos(this, nanos);
      }
    } finally {
      waiting = null;
    }
  }

  /** Ends the epoch. Stream thread only. */
  void close() {
    closed = true;
    taken = null;
    offered.set(null);
  }

  private @Nullable Flight<K, V, A> reverse(@Nullable Flight<K, V, A> stack) {
    Flight<K, V, A> reversed = null;
    while (stack != null) {
      Flight<K, V, A> rest = stack.next;
      stack.next = reversed;
      reversed = stack;
      stack = rest;
    }
    return reversed;
  }
}
