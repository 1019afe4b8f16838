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
  private boolean starting;

  Permits(int permits) {
    this.free = permits;
  }

  /** Starts the call as soon as there is a permit, which it holds until it completes. */
  <T> CompletableFuture<T> run(Supplier<CompletionStage<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(() -> start(call, result));
    }
    startAll();
    return result;
  }

  /**
   * Starts what has a permit. A call that completes at once gives its permit back from within its
   * own start: it is taken up by the loop that runs already, so that no chain of such calls grows
   * the stack.
   */
  private void startAll() {
    synchronized (this) {
      if (starting) {
        return;
      }
      starting = true;
    }
    while (true) {
      Runnable next;
      synchronized (this) {
        next = free > 0 ? waiting.poll() : null;
        if (next == null) {
          starting = false;
          return;
        }
        free--;
      }
      next.run();
    }
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
          synchronized (this) {
            free++;
          }
          if (failure == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(failure);
          }
          startAll();
        });
  }
}
