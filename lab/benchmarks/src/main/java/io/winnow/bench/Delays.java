package io.winnow.bench;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Completes futures after a delay, one thread per length of delay: what falls due later stands
 * later in its queue, so a thousand a millisecond cost little.
 */
final class Delays implements AutoCloseable {
  private final Map<Integer, BlockingQueue<Due>> queues = new ConcurrentHashMap<>();
  private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private volatile boolean closed;

  private record Due(long nanos, CompletableFuture<Boolean> future) {}

  CompletionStage<Boolean> after(int millis) {
    CompletableFuture<Boolean> future = new CompletableFuture<>();
    queues
        .computeIfAbsent(millis, this::serve)
        .add(new Due(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), future));
    return future;
  }

  private BlockingQueue<Due> serve(int millis) {
    BlockingQueue<Due> queue = new LinkedBlockingQueue<>();
    Thread.ofPlatform()
        .daemon()
        .name("delay-" + millis)
        .start(
            () -> {
              try {
                while (!closed) {
                  Due next = queue.take();
                  // to the millisecond, as answers come from a network: in bunches
                  for (long wait = next.nanos() - System.nanoTime();
                      wait > 0;
                      wait = next.nanos() - System.nanoTime()) {
                    LockSupport.parkNanos(Math.max(wait, GRAIN_NANOS));
                  }
                  next.future().complete(true);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    return queue;
  }

  @Override
  public void close() {
    closed = true;
  }
}
