package io.winnow.errands;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What waits for its time, in a store on disk ordered by due time: the key is {@code due time in ms
 * since the epoch, 8 bytes big endian | id}. Belongs to one task: its stream thread only.
 *
 * <p>What is taken leaves a tombstone, and a scan from the beginning would step over all of them:
 * so scans begin at the lowest key that may exist.
 */
public final class DueQueue {
  /** Is given what is taken, or looked at. */
  @FunctionalInterface
  public interface Taker {
    /**
     * @param due in milliseconds since the epoch
     * @param value as it was put
     */
    void take(long due, byte[] value);
  }

  /** No due time at all. */
  public static final long NEVER = Long.MAX_VALUE;

  private final KeyValueStore<Bytes, byte[]> store;
  private @Nullable Bytes lowest;
  private long nextDue;
  private long waiting;

  /** Opens the queue that the store holds. */
  public DueQueue(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    this.waiting = store.approximateNumEntries();
    this.nextDue = NEVER;
    scan(Long.MIN_VALUE, 0);
  }

  /**
   * Adds something, or replaces what has that due time and id.
   *
   * @param due in milliseconds since the epoch, not negative
   * @param id tells apart what is due at the same time
   */
  public void put(long due, byte[] id, byte[] value) {
    Bytes key = key(due, id);
    store.put(key, value);
    waiting++;
    nextDue = Math.min(nextDue, due);
    if (lowest != null && key.compareTo(lowest) < 0) {
      lowest = key;
    }
  }

  /** When the first one is due, in milliseconds since the epoch, or {@link #NEVER}. */
  public long nextDue() {
    return nextDue;
  }

  /** How many wait: an estimate after a restart, exact when none does. */
  public long waiting() {
    return waiting;
  }

  /** Looks at all that wait, earliest first. */
  public void forEach(Taker looker) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(lowest, null)) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        looker.take(dueOf(entry.key), entry.value);
      }
    }
  }

  /** Takes at most that many of those due, earliest first. */
  public void takeDue(long now, int limit, Taker taker) {
    if (nextDue > now || limit <= 0) {
      return;
    }
    for (KeyValue<Bytes, byte[]> due : scan(now, limit)) {
      store.delete(due.key);
      waiting--;
      taker.take(dueOf(due.key), due.value);
    }
    if (nextDue == NEVER) {
      waiting = 0;
    } else {
      waiting = Math.max(1, waiting);
    }
  }

  /**
   * Takes some before their time, looking at no more than so many.
   *
   * @param from where to begin, null for the earliest
   * @param condition on the id under which it was put
   * @return where to go on, null when that is done with all
   */
  public @Nullable Bytes removeIf(
      @Nullable Bytes from, int most, Predicate<byte[]> condition, Taker taker) {
    List<KeyValue<Bytes, byte[]>> gone = new ArrayList<>();
    Bytes rest = null;
    int seen = 0;
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(from == null ? lowest : from, null)) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (seen++ == most) {
          rest = entry.key;
          break;
        }
        byte[] key = entry.key.get();
        if (condition.test(Arrays.copyOfRange(key, 8, key.length))) {
          gone.add(entry);
        }
      }
    }
    for (KeyValue<Bytes, byte[]> entry : gone) {
      store.delete(entry.key);
      waiting = Math.max(0, waiting - 1);
      taker.take(dueOf(entry.key), entry.value);
    }
    return rest;
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

  private static Bytes key(long due, byte[] id) {
    return Bytes.wrap(ByteBuffer.allocate(8 + id.length).putLong(due).put(id).array());
  }

  private static long dueOf(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong();
  }
}
