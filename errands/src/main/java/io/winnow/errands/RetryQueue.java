package io.winnow.errands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for a later attempt, in a store on disk ordered by due time: the key is {@code
 * due time in ms since the epoch, 8 bytes big endian | id}. Stream thread only.
 *
 * <p>What is taken leaves a tombstone, and a scan from the beginning would step over all of them:
 * so scans begin at the lowest key that may exist.
 */
final class RetryQueue<K extends @Nullable Object, V extends @Nullable Object> {
  static final long NEVER = Long.MAX_VALUE;

  private final KeyValueStore<Bytes, byte[]> store;
  private final PendingEntrySerde<K, V> serde;
  private @Nullable Bytes lowest;
  private long nextDue;
  private long waiting;

  RetryQueue(KeyValueStore<Bytes, byte[]> store, PendingEntrySerde<K, V> serde) {
    this.store = store;
    this.serde = serde;
    this.waiting = store.approximateNumEntries();
    this.nextDue = NEVER;
    scan(Long.MIN_VALUE, 0);
  }

  void put(long due, PendingEntry<K, V> entry) {
    Bytes key = key(due, entry.id());
    store.put(key, serde.serialize(store.name(), entry));
    waiting++;
    nextDue = Math.min(nextDue, due);
    if (lowest != null && key.compareTo(lowest) < 0) {
      lowest = key;
    }
  }

  /** When the first one is due, in milliseconds since the epoch, or {@link #NEVER}. */
  long nextDue() {
    return nextDue;
  }

  /** How many wait: an estimate after a restart, exact when none does. */
  long waiting() {
    return waiting;
  }

  /** Takes at most that many of those due, earliest first. */
  void takeDue(long now, int limit, Consumer<PendingEntry<K, V>> taker) {
    if (nextDue > now || limit <= 0) {
      return;
    }
    for (KeyValue<Bytes, byte[]> due : scan(now, limit)) {
      store.delete(due.key);
      waiting--;
      taker.accept(serde.deserialize(store.name(), due.value));
    }
    if (nextDue == NEVER) {
      waiting = 0;
    } else {
      waiting = Math.max(1, waiting);
    }
  }

  /** Finds those due, and where the rest begins. */
  private List<KeyValue<Bytes, byte[]>> scan(long now, int limit) {
    List<KeyValue<Bytes, byte[]>> due = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(lowest, null)) {
      while (entries.hasNext()) {
        Bytes key = entries.peekNextKey();
        long time = dueOf(key);
        if (time > now || due.size() == limit) {
          lowest = key;
          nextDue = time;
          return due;
        }
        due.add(entries.next());
      }
    }
    if (!due.isEmpty()) {
      lowest = due.getLast().key;
    }
    nextDue = NEVER;
    return due;
  }

  private static Bytes key(long due, String id) {
    byte[] name = id.getBytes(UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(8 + name.length).putLong(due).put(name).array());
  }

  private static long dueOf(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong();
  }
}
