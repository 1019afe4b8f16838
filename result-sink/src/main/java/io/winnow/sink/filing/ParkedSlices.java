package io.winnow.sink.filing;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Slices of unknown jobs, with their partitions: in files, and not in memory. */
final class ParkedSlices {
  private final Map<SliceId, Integer> partitions = new HashMap<>();
  private final Set<JobId> awaited;

  /**
   * @param awaited jobs of which somebody is to say when they become known
   */
  ParkedSlices(Set<JobId> awaited) {
    this.awaited = awaited;
  }

  void add(SliceId slice, int partition) {
    partitions.put(slice, partition);
    awaited.add(slice.job());
  }

  /** It is in memory again. */
  void remove(SliceId slice) {
    partitions.remove(slice);
  }

  /** Takes those of a job that has become known, or is known to be gone. */
  Map<SliceId, Integer> take(JobId job) {
    awaited.remove(job);
    Map<SliceId, Integer> back = new HashMap<>(partitions);
    back.keySet().removeIf(slice -> !slice.job().equals(job));
    partitions.keySet().removeAll(back.keySet());
    return back;
  }

  /** Those partitions are another's. */
  void drop(IntPredicate dropped) {
    partitions.values().removeIf(dropped::test);
  }
}
