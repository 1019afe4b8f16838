package io.winnow.verifier.resolve;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Lets so many asynchronous calls run at a time; the others wait their turn without a thread. Safe
 * for concurrent use.
 */
final class Permits {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;

  Permits(int permits) {
    this.free = permits;
  }

  /** Starts the call as soon as there is a permit, which it holds until it completes. */
  <T> CompletableFuture<T> run(Supplier<CompletionStage<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable start = () -> start(call, result);
    synchronized (this) {
      if (free == 0) {
        waiting.add(start);
        return result;
      }
      free--;
    }
    start.run();
    return result;
  }

  private <T> void start(Supplier<CompletionStage<T>> call, CompletableFuture<T> result) {
    CompletionStage<T> running;
    try {
      running = call.get();
    } catch (RuntimeException e) {
      running = CompletableFuture.failedStage(e);
    }
    running.whenComplete(
        (value, failure) -> {
          release();
          if (failure == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(failure);
          }
        });
  }

  private void release() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.run();
  }
}
