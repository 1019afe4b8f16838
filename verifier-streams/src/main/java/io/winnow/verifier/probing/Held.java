package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.WaitCause;
import io.winnow.verifier.waits.Waits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows that must not be asked before something is known, behind the name of what it is about:
 * {@link #behindDomain}, {@link #behindAddress} or {@link #behindCatchAll}. The key is {@code name
 * (UTF-8) | 0 | number, 8 bytes}: first come, first released.
 */
final class Held {
  /** What the heap knows of those behind one name. */
  static final class Group {
    final String name;
    int size;

    /** What all of them wait for; null when it is nothing that takes long. */
    @Nullable WaitCause cause;

    /** How many rows have their verdicts, by job. */
    final Map<Long, Integer> rows = new HashMap<>(2);

    Group(String name) {
      this.name = name;
    }
  }

  private final KeyValueStore<Bytes, byte[]> store;
  private final ProbeSerde serde;
  private final Sequence sequence;
  private final Deadlines deadlines;
  private final Waits waits;
  private final Map<String, Group> groups = new HashMap<>();
  private int size;

  Held(
      KeyValueStore<Bytes, byte[]> store,
      ProbeSerde serde,
      Sequence sequence,
      Deadlines deadlines,
      Waits waits) {
    this.store = store;
    this.serde = serde;
    this.sequence = sequence;
    this.deadlines = deadlines;
    this.waits = waits;
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        byte[] key = entry.key.get();
        sequence.seen(ByteBuffer.wrap(key).getLong(key.length - 8));
        Group group = groups.computeIfAbsent(new String(key, 0, key.length - 9, UTF_8), Group::new);
        group.size++;
        ProbeSerde.Owner owner = serde.ownerOf(entry.value);
        group.rows.merge(owner.job(), owner.rows(), Integer::sum);
        waits.mayHaveTold(owner.job());
        deadlines.add(ProbeSerde.deadlineOf(entry.value), new Deadlines.Behind(group.name));
        size++;
      }
    }
  }

  /** Until the domain is known not to greylist us any more. */
  static String behindDomain(String domain) {
    return domain;
  }

  /** Until the same address has its answer for another row. */
  static String behindAddress(String address) {
    return address;
  }

  /** Accepted, until it is known whether the domain accepts any local part. */
  static String behindCatchAll(String domain) {
    return "?" + domain;
  }

  /** The domain of a name that is no address. */
  static String domainOf(String name) {
    return name.startsWith("?") ? name.substring(1) : name;
  }

  /** Of all that are held, by name. */
  Map<String, Group> groups() {
    return groups;
  }

  @Nullable Group find(String name) {
    return groups.get(name);
  }

  /** How many rows are held. */
  int size() {
    return size;
  }

  void add(String name, Probe probe) {
    Group group = groups.computeIfAbsent(name, Group::new);
    store.put(key(name, sequence.next()), serde.serialize(probe));
    deadlines.add(probe.deadline(), new Deadlines.Behind(name));
    group.rows.merge(probe.job(), probe.rows(), Integer::sum);
    if (group.cause != null) {
      waits.wait(probe.job(), group.cause, probe.rows(), Waits.NO_TIME);
    }
    group.size++;
    size++;
  }

  /**
   * Those behind the name wait for that.
   *
   * @param cause null for nothing that takes long
   */
  void waitFor(String name, @Nullable WaitCause cause) {
    Group group = groups.get(name);
    if (group == null || group.cause == cause) {
      return;
    }
    WaitCause before = group.cause;
    group.cause = cause;
    group.rows.forEach(
        (job, rows) -> {
          if (cause != null) {
            waits.wait(job, cause, rows, Waits.NO_TIME);
          }
          if (before != null) {
            waits.waitNoMore(job, before, rows, Waits.NO_TIME);
          }
        });
  }

  private void left(Group group, Probe probe) {
    group.rows.computeIfPresent(
        probe.job(), (_, rows) -> rows == probe.rows() ? null : rows - probe.rows());
    if (group.cause != null) {
      waits.waitNoMore(probe.job(), group.cause, probe.rows(), Waits.NO_TIME);
    }
  }

  /** Takes the first ones out of the store. */
  List<Probe> take(String name, int most) {
    Group group = groups.get(name);
    List<Probe> first = new ArrayList<>();
    if (group != null) {
      remove(group, Long.MAX_VALUE, most, first);
    }
    return first;
  }

  /** Takes those out of the store whose deadline has passed, at most so many. */
  List<Probe> removeExpired(Deadlines.Behind target, long now, int most) {
    Group group = groups.get(target.name());
    List<Probe> expired = new ArrayList<>();
    if (group != null) {
      deadlines.add(remove(group, now, most, expired), target);
    }
    return expired;
  }

  /**
   * Takes some out of the store, looking at no more than so many of them.
   *
   * @param from where to begin, null for the first of all
   * @return where to go on, null when that is done with all
   */
  @Nullable Bytes removeIf(
      @Nullable Bytes from, int most, Predicate<Probe> condition, List<Probe> removed) {
    List<Bytes> keys = new ArrayList<>();
    Bytes rest = null;
    int before = removed.size();
    int seen = 0;
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, null)) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (seen++ == most) {
          rest = entry.key;
          break;
        }
        Probe probe = serde.deserialize(entry.value);
        if (condition.test(probe)) {
          keys.add(entry.key);
          removed.add(probe);
        }
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      store.delete(keys.get(i));
      byte[] bytes = keys.get(i).get();
      Group group = groups.get(new String(bytes, 0, bytes.length - 9, UTF_8));
      if (group != null) {
        left(group, removed.get(before + i));
        if (--group.size == 0) {
          groups.remove(group.name);
        }
      }
      size--;
    }
    return rest;
  }

  /** Gives when the next ones are due, which may be now. */
  private long remove(Group group, long deadlineUpTo, int most, List<Probe> removed) {
    long next = Probe.NO_DEADLINE;
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(key(group.name, 0), key(group.name, Long.MAX_VALUE))) {
      while (entries.hasNext()) {
        if (keys.size() == most) {
          next = Math.min(next, deadlineUpTo);
          break;
        }
        KeyValue<Bytes, byte[]> entry = entries.next();
        long deadline = ProbeSerde.deadlineOf(entry.value);
        if (deadline > deadlineUpTo) {
          next = Math.min(next, deadline);
        } else {
          keys.add(entry.key);
          removed.add(serde.deserialize(entry.value));
        }
      }
    }
    keys.forEach(store::delete);
    removed.forEach(probe -> left(group, probe));
    group.size -= keys.size();
    size -= keys.size();
    if (group.size == 0) {
      groups.remove(group.name);
    }
    return next;
  }

  private static Bytes key(String name, long number) {
    byte[] bytes = name.getBytes(UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(bytes.length + 9).put(bytes).put((byte) 0).putLong(number).array());
  }
}
