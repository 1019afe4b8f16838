package io.winnow.errands;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A map of live objects on the heap that reaches its changelog only at the commit. What is put and
 * deleted between two commits is never serialised; what is put many times is serialised once.
 *
 * <p>That is safe because input offsets are committed together with the changelog: what was never
 * logged is read again. For that the store must be told of <em>every</em> commit, before the
 * producer is flushed. {@code StateStore.commit} is not it: under exactly-once Kafka Streams calls
 * that only when it suspends or closes the task, and otherwise now and then. {@code
 * StreamTask.prepareCommit} calls {@code flushCache} on each {@link CachedStateStore}, an internal
 * interface of Kafka Streams and the only one used here; {@code CommitStoreTest} fails when an
 * upgrade stops calling it.
 *
 * <p>Belongs to one task: only its stream thread may touch it. The objects may be changed in place;
 * {@link #put} them again to have the change written. Everything is held in memory, once as an
 * object and once, if it survived a commit, as bytes.
 *
 * @param <K> type of the keys, with {@code equals} and {@code hashCode}
 * @param <V> type of the values
 */
public final class CommitStore<K, V> implements StateStore, CachedStateStore<byte[], byte[]> {
  private final KeyValueStore<Bytes, byte[]> logged;
  private final EntryLog entries;
  private final Serde<K> keySerde;
  private final Serde<V> valueSerde;

  private final Map<K, Cell<K, V>> cells = new LinkedHashMap<>();
  private final DirtyCells<K, V> dirty = new DirtyCells<>();
  private final Set<K> erased = new HashSet<>();
  private Runnable beforeCommit = () -> {};
  private boolean loaded;

  /**
   * @param entries how they stand in the changelog, for the store that is logged
   */
  CommitStore(
      KeyValueStore<Bytes, byte[]> logged,
      Function<KeyValueStore<Bytes, byte[]>, EntryLog> entries,
      Serde<K> keySerde,
      Serde<V> valueSerde) {
    this.logged = logged;
    this.entries = entries.apply(logged);
    this.keySerde = keySerde;
    this.valueSerde = valueSerde;
  }

  /**
   * Makes stores of that name, with a record of the changelog for each object.
   *
   * @param changelogConfig configuration of the changelog topic, for instance {@link
   *     ChangelogConfig#SHORT_LIVED}
   */
  public static <K, V> StoreBuilder<CommitStore<K, V>> builder(
      String name, Serde<K> keySerde, Serde<V> valueSerde, Map<String, String> changelogConfig) {
    return new CommitStoreBuilder<>(
        logged(name, changelogConfig), SingleEntries::new, keySerde, valueSerde);
  }

  /** The same for objects that come and go together: many in each record of the changelog. */
  static <K, V> StoreBuilder<CommitStore<K, V>> grouped(
      String name, Serde<K> keySerde, Serde<V> valueSerde, Map<String, String> changelogConfig) {
    return new CommitStoreBuilder<>(
        logged(name, changelogConfig), GroupedEntries::new, keySerde, valueSerde);
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(
      String name, Map<String, String> changelogConfig) {
    return Stores.keyValueStoreBuilder(
            LoggedEntries.supplier(name), Serdes.Bytes(), Serdes.ByteArray())
        .withLoggingEnabled(changelogConfig);
  }

  /** The object of that key, or null. */
  public @Nullable V get(K key) {
    load();
    Cell<K, V> cell = cells.get(key);
    return cell == null ? null : cell.value;
  }

  /** Sets the object of that key, to be written at the next commit. */
  public void put(K key, V value) {
    Objects.requireNonNull(value, "value");
    load();
    Cell<K, V> cell = cells.get(key);
    if (cell == null) {
      putNew(key, value);
    } else {
      cell.value = value;
      dirty.add(cell);
    }
  }

  /** Sets the object of a key that has none, which is looked for no more. */
  void putNew(K key, V value) {
    load();
    Cell<K, V> cell = new Cell<>(key, value);
    cell.logged = !erased.isEmpty() && erased.remove(key);
    cells.put(key, cell);
    dirty.add(cell);
  }

  /** Removes the object of that key and returns it, or null if there was none. */
  public @Nullable V delete(K key) {
    load();
    Cell<K, V> cell = cells.remove(key);
    if (cell == null) {
      return null;
    }
    dirty.remove(cell);
    if (cell.logged) {
      erased.add(key);
    }
    return cell.value;
  }

  /** How many objects there are. */
  public int size() {
    load();
    return cells.size();
  }

  /**
   * Shows every object, in the order of arrival; after a restore in that of the keys' bytes when
   * each has a record of its own. The store must not be changed meanwhile.
   */
  public void forEach(BiConsumer<? super K, ? super V> action) {
    load();
    for (Cell<K, V> cell : cells.values()) {
      action.accept(cell.key, cell.value);
    }
  }

  /** Has this action, and no other, run at the beginning of every commit. It must not forward. */
  void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  @Override
  public void flushCache() {
    beforeCommit.run();
    if (!loaded) {
      return;
    }
    for (Cell<K, V> cell = dirty.poll(); cell != null; cell = dirty.poll()) {
      entries.put(bytesOf(cell.key), valueSerde.serializer().serialize(name(), cell.value));
      cell.logged = true;
    }
    if (!erased.isEmpty()) {
      erased.forEach(key -> entries.delete(bytesOf(key)));
      erased.clear();
    }
    entries.flush();
  }

  /** A standby may follow, which restores past the heap: it is read anew. */
  @Override
  public void clearCache() {
    forget();
  }

  @Override
  public boolean setFlushListener(
      CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return logged.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    forget();
    logged.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    logged.commit(changelogOffsets);
  }

  @Override
  public void close() {
    forget();
    logged.close();
  }

  @Override
  public boolean persistent() {
    return logged.persistent();
  }

  @Override
  public boolean isOpen() {
    return logged.isOpen();
  }

  @Override
  public Position getPosition() {
    return logged.getPosition();
  }

  private void forget() {
    cells.clear();
    dirty.clear();
    erased.clear();
    loaded = false;
  }

  private void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    entries.load(
        (keyBytes, valueBytes) -> {
          K key = keySerde.deserializer().deserialize(name(), keyBytes);
          V value = valueSerde.deserializer().deserialize(name(), valueBytes);
          Cell<K, V> cell = new Cell<>(key, value);
          cell.logged = true;
          cells.put(key, cell);
        });
  }

  private Bytes bytesOf(K key) {
    return Bytes.wrap(keySerde.serializer().serialize(name(), key));
  }

  private static final class Cell<K, V> {
    final K key;
    V value;

    /** Whether the changelog knows the key. */
    boolean logged;

    boolean dirty;
    @Nullable Cell<K, V> previous;
    @Nullable Cell<K, V> next;

    Cell(K key, V value) {
      this.key = key;
      this.value = value;
    }
  }

  /** The cells to write, linked through themselves: most are removed before they are written. */
  private static final class DirtyCells<K, V> {
    private @Nullable Cell<K, V> first;
    private @Nullable Cell<K, V> last;

    void add(Cell<K, V> cell) {
      if (cell.dirty) {
        return;
      }
      cell.dirty = true;
      cell.previous = last;
      if (last == null) {
        first = cell;
      } else {
        last.next = cell;
      }
      last = cell;
    }

    void remove(Cell<K, V> cell) {
      if (!cell.dirty) {
        return;
      }
      cell.dirty = false;
      if (cell.previous == null) {
        first = cell.next;
      } else {
        cell.previous.next = cell.next;
      }
      if (cell.next == null) {
        last = cell.previous;
      } else {
        cell.next.previous = cell.previous;
      }
      cell.previous = null;
      cell.next = null;
    }

    @Nullable Cell<K, V> poll() {
      Cell<K, V> cell = first;
      if (cell != null) {
        remove(cell);
      }
      return cell;
    }

    void clear() {
      first = null;
      last = null;
    }
  }
}
