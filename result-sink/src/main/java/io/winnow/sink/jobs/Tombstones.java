package io.winnow.sink.jobs;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Jobs that were deleted, as long as rows of them may still come. After that nothing of a job can
 * come back by being forgotten: rows without a job are nobody's, and are removed. One thread
 * writes, any may read.
 */
final class Tombstones {
  /**
   * From when this process heard of it, which is after it was deleted. Kafka removes rows by the
   * segment, when the youngest in it is old, and a segment may be as old again.
   */
  static final Duration KEPT =
      Objects.requireNonNull(Topics.VERIFIED_ADDRESSES.retention()).multipliedBy(2);

  private final InstantSource clock;
  private final Map<JobId, Instant> deleted = new ConcurrentHashMap<>();
  private final Deque<Tombstone> byAge = new ArrayDeque<>();

  private record Tombstone(JobId job, Instant since) {}

  Tombstones(InstantSource clock) {
    this.clock = clock;
  }

  void add(JobId job) {
    Instant now = clock.instant();
    deleted.put(job, now);
    byAge.addLast(new Tombstone(job, now));
    forgetUntil(now.minus(KEPT));
  }

  private void forgetUntil(Instant last) {
    while (!byAge.isEmpty() && !byAge.getFirst().since().isAfter(last)) {
      Tombstone eldest = byAge.removeFirst();
      // not when it has been deleted again since
      deleted.remove(eldest.job(), eldest.since());
    }
  }

  /** The job is there again. */
  void remove(JobId job) {
    deleted.remove(job);
  }

  boolean contains(JobId job) {
    return deleted.containsKey(job);
  }

  Set<JobId> all() {
    return Set.copyOf(deleted.keySet());
  }
}
