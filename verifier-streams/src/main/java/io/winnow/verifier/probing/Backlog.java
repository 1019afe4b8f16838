package io.winnow.verifier.probing;

import io.winnow.verifier.waits.Waits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows that may be asked as soon as their lane has room, and those under way. All are in the
 * store; the heap has how many there are of each job in each lane, and a few that were read ahead.
 */
final class Backlog {
  private static final int READ_AHEAD = 32;
  private static final int MOST_READ_AHEAD = 10_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final ProbeSerde serde;
  private final Sequence sequence;
  private final Deadlines deadlines;
  private final Waits waits;
  private final Map<String, LaneBacklog> lanes = new HashMap<>();
  private final Map<Long, Integer> sizes = new HashMap<>();
  private final Set<Bytes> taken = new HashSet<>();
  private int size;
  private int readAhead;

  /** Opens what the store holds: what was under way is in line again. */
  Backlog(
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
        Bytes key = entry.key;
        sequence.seen(BacklogKey.numberOf(key));
        LaneBacklog lane = lane(BacklogKey.laneOf(key));
        JobBacklog job = lane.enter(BacklogKey.jobOf(key));
        job.line(BacklogKey.lineOf(key)).size++;
        job.rows += serde.ownerOf(entry.value).rows();
        job.since = Math.min(job.since, ProbeSerde.sinceOf(entry.value));
        deadlines.add(ProbeSerde.deadlineOf(entry.value), new Deadlines.InLine(lane.name, job.job));
        grown(job.job, 1);
      }
    }
    sizes.keySet().forEach(waits::mayHaveTold);
  }

  /** Lanes with rows in line. */
  Collection<LaneBacklog> lanes() {
    return lanes.values();
  }

  /** The lane of that name, or null when nothing is in line there. */
  @Nullable LaneBacklog find(String lane) {
    return lanes.get(lane);
  }

  /** How many rows are in line. */
  int size() {
    return size;
  }

  /** When about the oldest row arrived that is in line, in ms since the epoch. */
  long oldest() {
    long oldest = Long.MAX_VALUE;
    for (LaneBacklog lane : lanes.values()) {
      for (JobBacklog job : lane.jobs()) {
        oldest = Math.min(oldest, job.since);
      }
    }
    return oldest;
  }

  /** How many rows of a job are in line, over all lanes. */
  int sizeOf(long job) {
    return sizes.getOrDefault(job, 0);
  }

  /**
   * Puts a probe in line.
   *
   * @param lineCode {@link BacklogKey#RETURNED} or {@link BacklogKey#FRESH}
   */
  LaneBacklog add(Probe probe, byte lineCode) {
    LaneBacklog lane = lane(probe.lane());
    JobBacklog job = lane.enter(probe.job());
    JobBacklog.Line line = job.line(lineCode);
    long number = sequence.next();
    Bytes key = BacklogKey.of(lane.nameBytes, job.job, lineCode, number);
    store.put(key, serde.serialize(probe));
    if (line.size == line.readAhead.size()
        && line.size < READ_AHEAD
        && readAhead < MOST_READ_AHEAD) {
      line.readAhead.add(new Taken(key, probe));
      line.readFrom = number + 1;
      readAhead++;
    }
    line.size++;
    job.rows += probe.rows();
    job.since = Math.min(job.since, probe.since());
    deadlines.add(probe.deadline(), new Deadlines.InLine(lane.name, job.job));
    grown(job.job, 1);
    return lane;
  }

  /** Takes the probe whose turn it is; the lane must have one. */
  Taken take(LaneBacklog lane) {
    JobBacklog job = lane.next();
    JobBacklog.Line line = job.first();
    if (line.readAhead.isEmpty()) {
      read(lane, job, line);
    }
    Taken next = line.readAhead.remove();
    readAhead--;
    int sizeBefore = job.size();
    line.size--;
    job.rows -= next.probe().rows();
    grown(job.job, -1);
    job.since = next.probe().since();
    lane.served(job, sizeBefore);
    dropIfEmpty(lane);
    taken.add(next.key());
    return next;
  }

  /** A probe that was taken has its verdict, or another place. */
  void remove(Taken gone) {
    taken.remove(gone.key());
    store.delete(gone.key());
  }

  /**
   * Takes rows of a job whose deadline has passed out of line and out of the store.
   *
   * @return at most so many
   */
  List<Probe> removeExpired(Deadlines.InLine target, long now, int most) {
    LaneBacklog lane = lanes.get(target.lane());
    JobBacklog job = lane == null ? null : lane.job(target.job());
    if (lane == null || job == null) {
      return List.of();
    }
    List<Probe> expired = new ArrayList<>();
    long next = Probe.NO_DEADLINE;
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(
            BacklogKey.of(lane.nameBytes, job.job, BacklogKey.RETURNED, 0),
            BacklogKey.of(lane.nameBytes, job.job, BacklogKey.FRESH, Long.MAX_VALUE))) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (taken.contains(entry.key)) {
          continue;
        }
        long deadline = ProbeSerde.deadlineOf(entry.value);
        if (deadline > now) {
          next = Math.min(next, deadline);
        } else if (keys.size() < most) {
          keys.add(entry.key);
          Probe probe = serde.deserialize(entry.value);
          job.rows -= probe.rows();
          expired.add(probe);
        } else {
          next = now;
          break;
        }
      }
    }
    readAgain(job.returned);
    readAgain(job.fresh);
    for (Bytes key : keys) {
      store.delete(key);
      job.line(BacklogKey.lineOf(key)).size--;
    }
    grown(job.job, -keys.size());
    lane.left(job);
    dropIfEmpty(lane);
    deadlines.add(next, target);
    return expired;
  }

  private void readAgain(JobBacklog.Line line) {
    readAhead -= line.readAhead.size();
    line.readAhead.clear();
    line.readFrom = 0;
  }

  private void read(LaneBacklog lane, JobBacklog job, JobBacklog.Line line) {
    int most = readAhead < MOST_READ_AHEAD ? READ_AHEAD : 1;
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(
            BacklogKey.of(lane.nameBytes, job.job, line.code, line.readFrom),
            BacklogKey.of(lane.nameBytes, job.job, line.code, Long.MAX_VALUE))) {
      while (entries.hasNext() && line.readAhead.size() < most) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (!taken.contains(entry.key)) {
          line.readAhead.add(new Taken(entry.key, serde.deserialize(entry.value)));
          line.readFrom = BacklogKey.numberOf(entry.key) + 1;
          readAhead++;
        }
      }
    }
    if (line.readAhead.isEmpty()) {
      throw new IllegalStateException(
          "lane %s: %d rows of job %d are said to be in line, and none is there"
              .formatted(lane.name, line.size, job.job));
    }
  }

  private LaneBacklog lane(String name) {
    return lanes.computeIfAbsent(name, LaneBacklog::new);
  }

  private void dropIfEmpty(LaneBacklog lane) {
    if (lane.isEmpty()) {
      lanes.remove(lane.name);
    }
  }

  private void grown(long job, int by) {
    size += by;
    int now = sizes.getOrDefault(job, 0) + by;
    if (now == 0) {
      sizes.remove(job);
      waits.noneStands(job);
    } else {
      sizes.put(job, now);
    }
  }
}
