package io.winnow.errands;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Many entries in each record of the changelog, for entries that come and go together: those that
 * one commit finds pending are as a rule settled by the next, and then a single record says so.
 *
 * <p>A group is written once and never changed. What is gone of it stands beside it in a record of
 * its own, one bit for each entry, until all are gone and both records are deleted. When no more
 * than a quarter is left, that moves to a new group, so that a few slow entries do not keep many
 * others' bytes; each entry that moves is paid for by three that are gone.
 *
 * <pre>
 * group:  long number -> each entry: int length, key, int length, value
 * gone:   long number, byte 1 -> long, bit i for the entry at i
 * </pre>
 */
final class GroupedEntries implements EntryLog {
  static final int MOST_ENTRIES = Long.SIZE;

  /** A group is closed when it is as large, so that its record is not much larger than an entry. */
  static final int ENOUGH_BYTES = 64 * 1024;

  private static final byte GONE = 1;

  private final KeyValueStore<Bytes, byte[]> logged;
  private final Map<Bytes, Place> places = new HashMap<>();
  private final List<Group> losing = new ArrayList<>();
  private final List<KeyValue<Bytes, byte[]>> waiting = new ArrayList<>();
  private long nextNumber;

  GroupedEntries(KeyValueStore<Bytes, byte[]> logged) {
    this.logged = logged;
  }

  /** Where an entry stands. */
  private record Place(Group group, int index) {}

  private static final class Group {
    final long number;
    int size;
    long gone;
    boolean losing;

    /** Whether the changelog knows that some are gone. */
    boolean goneLogged;

    Group(long number) {
      this.number = number;
    }

    boolean has(int index) {
      return (gone & (1L << index)) == 0;
    }

    int left() {
      return size - Long.bitCount(gone);
    }

    Bytes key() {
      return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    Bytes goneKey() {
      return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + 1).putLong(number).put(GONE).array());
    }
  }

  @Override
  public void put(Bytes key, byte[] value) {
    delete(key);
    waiting.add(KeyValue.pair(key, value));
  }

  /** Not to be called for what was put since the last flush. */
  @Override
  public void delete(Bytes key) {
    Place place = places.remove(key);
    if (place != null) {
      lose(place);
    }
  }

  private void lose(Place place) {
    Group group = place.group();
    group.gone |= 1L << place.index();
    if (!group.losing) {
      group.losing = true;
      losing.add(group);
    }
  }

  /** New groups first: should only some of it reach the changelog, nothing is lost. */
  @Override
  public void flush() {
    losing.stream()
        .filter(group -> group.left() > 0 && 4 * group.left() <= group.size)
        .forEach(this::move);
    writeGroups();
    for (Group group : losing) {
      group.losing = false;
      if (group.left() > 0) {
        logged.put(group.goneKey(), ByteBuffer.allocate(Long.BYTES).putLong(group.gone).array());
        group.goneLogged = true;
      } else {
        logged.delete(group.key());
        if (group.goneLogged) {
          logged.delete(group.goneKey());
        }
      }
    }
    losing.clear();
  }

  private void move(Group group) {
    read(group, logged.get(group.key()), (index, key, value) -> put(Bytes.wrap(key), value));
  }

  private void writeGroups() {
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < waiting.size(); i++) {
      bytes += length(waiting.get(i));
      if (i + 1 - from == MOST_ENTRIES || bytes >= ENOUGH_BYTES || i + 1 == waiting.size()) {
        write(waiting.subList(from, i + 1), bytes);
        from = i + 1;
        bytes = 0;
      }
    }
    waiting.clear();
  }

  private static int length(KeyValue<Bytes, byte[]> entry) {
    return 2 * Integer.BYTES + entry.key.get().length + entry.value.length;
  }

  private void write(List<KeyValue<Bytes, byte[]>> entries, int bytes) {
    Group group = new Group(nextNumber++);
    ByteBuffer out = ByteBuffer.allocate(bytes);
    for (KeyValue<Bytes, byte[]> entry : entries) {
      places.put(entry.key, new Place(group, group.size++));
      out.putInt(entry.key.get().length).put(entry.key.get());
      out.putInt(entry.value.length).put(entry.value);
    }
    logged.put(group.key(), out.array());
  }

  /** What is left of a group. */
  @FunctionalInterface
  private interface Visitor {
    void entry(int index, byte[] key, byte[] value);
  }

  private static void read(Group group, byte[] bytes, Visitor visitor) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int index = 0; in.hasRemaining(); index++) {
      byte[] key = next(in);
      byte[] value = next(in);
      if (group.has(index)) {
        visitor.entry(index, key, value);
      }
    }
  }

  private static byte[] next(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  /** In the order in which they were written. Of an entry that is there twice the later counts. */
  @Override
  public void load(BiConsumer<byte[], byte[]> action) {
    places.clear();
    losing.clear();
    waiting.clear();
    TreeMap<Long, byte[]> groups = new TreeMap<>();
    Map<Long, Long> gone = new HashMap<>();
    try (KeyValueIterator<Bytes, byte[]> records = logged.all()) {
      while (records.hasNext()) {
        KeyValue<Bytes, byte[]> record = records.next();
        ByteBuffer key = ByteBuffer.wrap(record.key.get());
        long number = key.getLong();
        if (key.hasRemaining()) {
          gone.put(number, ByteBuffer.wrap(record.value).getLong());
        } else {
          groups.put(number, record.value);
        }
      }
    }
    groups.forEach((number, bytes) -> load(number, bytes, gone.get(number), action));
    nextNumber = groups.isEmpty() ? 0 : groups.lastKey() + 1;
  }

  private void load(
      long number, byte[] bytes, @Nullable Long gone, BiConsumer<byte[], byte[]> action) {
    Group group = new Group(number);
    group.goneLogged = gone != null;
    group.gone = gone == null ? 0 : gone;
    group.size = size(bytes);
    read(
        group,
        bytes,
        (index, key, value) -> {
          Place earlier = places.put(Bytes.wrap(key), new Place(group, index));
          if (earlier != null) {
            lose(earlier);
          }
          action.accept(key, value);
        });
  }

  private static int size(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int parts = 0;
    while (in.hasRemaining()) {
      int length = in.getInt();
      in.position(in.position() + length);
      parts++;
    }
    return parts / 2;
  }
}
