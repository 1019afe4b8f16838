package io.winnow.sink.filing;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import io.winnow.sink.jobs.JobViews;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Sealed slices that the accounting may not know of, with their partitions. */
final class Unannounced {
  private final Map<SliceId, Integer> partitions = new LinkedHashMap<>();

  void add(SliceId slice, int partition) {
    partitions.put(slice, partition);
  }

  /** Has as many announced as can be taken now. */
  void submit(JobViews jobs, Sealing sealing) {
    Iterator<SliceId> slices = partitions.keySet().iterator();
    while (slices.hasNext()) {
      SliceId slice = slices.next();
      Optional<Job> job = jobs.job(slice.job());
      if (job.isPresent() && sealing.submit(slice, job.get())) {
        slices.remove();
      }
    }
  }

  /** The job is no more. */
  void forget(JobId job) {
    partitions.keySet().removeIf(slice -> slice.job().equals(job));
  }

  /** Those partitions are another's. */
  void drop(IntPredicate dropped) {
    partitions.values().removeIf(dropped::test);
  }
}
