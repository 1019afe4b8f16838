package io.winnow.errands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.processor.api.Record;

/**
 * An errand with every kind of outcome, drawn from a seed; from the third attempt on it answers.
 */
final class ModelErrand implements Errand<String, String, Boolean, String, String> {
  /** An attempt that the model has not answered yet. It may outlive the task that began it. */
  record Attempt(String id, boolean good, Unstoppable future) {
    void complete() {
      if (good) {
        future.complete(true);
      } else {
        future.completeExceptionally(new IllegalStateException("bad luck"));
      }
    }
  }

  private final Random random;
  private final List<Attempt> open = new ArrayList<>();

  ModelErrand(Random random) {
    this.random = random;
  }

  List<Attempt> open() {
    return open;
  }

  @Override
  public String id(Record<String, String> record) {
    return record.key();
  }

  @Override
  public CompletionStage<Boolean> run(String key, String value, int attempt) {
    int luck = attempt > 2 ? 0 : random.nextInt(20);
    return switch (luck) {
      case 19 -> throw new IllegalArgumentException("run() has a bug");
      case 18 -> CompletableFuture.failedFuture(new IllegalStateException("bad luck at hand"));
      case 17, 16, 15 -> CompletableFuture.completedFuture(true);
      default -> {
        Unstoppable future = new Unstoppable();
        open.add(new Attempt(key, attempt > 2 || random.nextInt(3) > 0, future));
        yield future;
      }
    };
  }

  @Override
  public Decision<String, String> answered(
      Record<String, String> record, int attempt, Boolean answer) {
    if (random.nextInt(40) == 0) {
      throw new IllegalArgumentException("answered() has a bug");
    }
    return new Decision.Forward<>(ErrandDriver.RESULTS, record);
  }

  @Override
  public Decision<String, String> failed(
      Record<String, String> record, int attempt, Throwable failure) {
    return random.nextInt(10) == 0
        ? new Decision.DeadLetter<>("hopeless")
        : new Decision.RetryAfter<>(Duration.ofMillis(random.nextInt(50)));
  }

  /** Work that goes on after it was cancelled, and answers then. */
  static final class Unstoppable extends CompletableFuture<Boolean> {
    private boolean cancelled;

    boolean wasCancelled() {
      return cancelled;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      cancelled = true;
      return false;
    }
  }
}
