package io.winnow.errands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Record;

/** An errand whose answers a test gives by hand. The id is the record's key. */
final class HandErrand implements Errand<String, String, String, String, String> {
  private final Map<String, CompletableFuture<String>> open = new HashMap<>();
  private final Map<String, CompletableFuture<String>> atHand = new HashMap<>();
  private final List<String> runs = new ArrayList<>();
  private boolean stubborn;
  private Function<Throwable, Decision<String, String>> onFailure =
      failure -> new Decision.DeadLetter<>("failed");

  /** Has the answer ready before the record comes. */
  void prepare(String id, String answer) {
    atHand.put(id, CompletableFuture.completedFuture(answer));
  }

  void prepareFailure(String id, Throwable failure) {
    atHand.put(id, CompletableFuture.failedFuture(failure));
  }

  void onFailure(Function<Throwable, Decision<String, String>> decision) {
    onFailure = decision;
  }

  void retryFailures(Duration delay) {
    onFailure = failure -> new Decision.RetryAfter<>(delay);
  }

  void answer(String id, String answer) {
    open.remove(id).complete(answer);
  }

  void fail(String id, Throwable failure) {
    open.remove(id).completeExceptionally(failure);
  }

  /** Has open futures stay open when they are cancelled. */
  void refuseCancellation() {
    stubborn = true;
  }

  /** Takes the attempt as lost: the next one gets a future of its own. */
  void forget(String id) {
    open.remove(id);
  }

  void forgetAll() {
    open.clear();
  }

  /** The attempts begun, as {@code id#attempt}. */
  List<String> runs() {
    return runs;
  }

  CompletableFuture<String> future(String id) {
    return open.get(id);
  }

  @Override
  public String id(Record<String, String> record) {
    return record.key();
  }

  @Override
  public CompletionStage<String> run(String key, String value, int attempt) {
    runs.add(key + "#" + attempt);
    if (value.equals("run throws")) {
      throw new IllegalStateException("run threw");
    }
    CompletableFuture<String> ready = atHand.get(key);
    return ready != null ? ready : open.computeIfAbsent(key, k -> newFuture());
  }

  private CompletableFuture<String> newFuture() {
    return stubborn ? new Stubborn() : new CompletableFuture<>();
  }

  /** A future of work that cannot be stopped. */
  private static final class Stubborn extends CompletableFuture<String> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }
  }

  @Override
  public Decision<String, String> answered(
      Record<String, String> record, int attempt, String answer) {
    return switch (answer) {
      case "done" -> new Decision.Done<>();
      case "throw" -> throw new IllegalArgumentException("answered threw");
      case "nothing" -> null;
      default ->
          new Decision.Forward<>(
              ErrandDriver.RESULTS, record.withValue(record.value() + "=" + answer));
    };
  }

  @Override
  public Decision<String, String> failed(
      Record<String, String> record, int attempt, Throwable failure) {
    return onFailure.apply(failure);
  }
}
