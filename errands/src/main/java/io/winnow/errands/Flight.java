package io.winnow.errands;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt under way: the listener on its future and the node in the queue of completions, in
 * one object because there is one for every record.
 */
final class Flight<
        K extends @Nullable Object, V extends @Nullable Object, A extends @Nullable Object>
    implements BiConsumer<@Nullable A, @Nullable Throwable> {
  private final PendingEntry<K, V> entry;
  private final CompletableFuture<A> future;
  private final Completions<K, V, A> completions;

  /** Belongs to the queue. */
  @Nullable Flight<K, V, A> next;

  Flight(PendingEntry<K, V> entry, CompletableFuture<A> future, Completions<K, V, A> completions) {
    this.entry = entry;
    this.future = future;
    this.completions = completions;
  }

  void begin() {
    var _ = future.whenComplete(this);
  }

  void cancel() {
    future.cancel(true);
  }

  /** Called once, by the thread that completes the future. */
  @Override
  public void accept(@Nullable A answer, @Nullable Throwable failure) {
    completions.offer(this);
  }

  PendingEntry<K, V> entry() {
    return entry;
  }

  CompletableFuture<A> future() {
    return future;
  }
}
