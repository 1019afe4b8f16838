package io.winnow.verifier.probing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The flights of one epoch that have come back: offered by any thread, polled by the stream thread.
 * What comes after the end of the epoch is dropped.
 */
final class Landings {
  private final Queue<Flight> landed = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** Has the flight offered when its answer comes. */
  void await(Flight flight) {
    var _ =
        flight
            .future()
            .whenComplete(
                (finding, failure) -> {
                  if (!closed) {
                    landed.add(flight);
                  }
                });
  }

  @Nullable Flight poll() {
    return closed ? null : landed.poll();
  }

  void close() {
    closed = true;
    landed.clear();
  }
}
