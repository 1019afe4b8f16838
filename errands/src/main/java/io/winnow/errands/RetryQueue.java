package io.winnow.errands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Work that waits for a later attempt, in a {@link DueQueue}. Stream thread only. */
final class RetryQueue<K extends @Nullable Object, V extends @Nullable Object> {
  static final long NEVER = DueQueue.NEVER;

  private final String name;
  private final DueQueue queue;
  private final PendingEntrySerde<K, V> serde;
  private final @Nullable RetryWatch<K, V> watch;

  /**
   * Opens the queue that the store holds.
   *
   * @param watch is told of what waits, from what the store holds on; null for nobody
   */
  RetryQueue(
      KeyValueStore<Bytes, byte[]> store,
      PendingEntrySerde<K, V> serde,
      @Nullable RetryWatch<K, V> watch) {
    this.name = store.name();
    this.queue = new DueQueue(store);
    this.serde = serde;
    this.watch = watch;
    if (watch != null) {
      queue.forEach((due, value) -> watch.waitsStill(serde.deserialize(name, value).record(), due));
    }
  }

  void put(long due, PendingEntry<K, V> entry) {
    queue.put(due, entry.id().getBytes(UTF_8), serde.serialize(name, entry));
    if (watch != null) {
      watch.waits(entry.record(), due);
    }
  }

  /** When the first one is due, in milliseconds since the epoch, or {@link #NEVER}. */
  long nextDue() {
    return queue.nextDue();
  }

  /** How many wait: an estimate after a restart, exact when none does. */
  long waiting() {
    return queue.waiting();
  }

  /** Takes at most that many of those due, earliest first. */
  void takeDue(long now, int limit, Consumer<PendingEntry<K, V>> taker) {
    queue.takeDue(
        now,
        limit,
        (due, value) -> {
          PendingEntry<K, V> entry = serde.deserialize(name, value);
          if (watch != null) {
            watch.waitsNoMore(entry.record(), due);
          }
          taker.accept(entry);
        });
  }
}
