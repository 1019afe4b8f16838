package io.winnow.sink.rebuild;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobState;
import io.winnow.contracts.SliceId;
import java.util.List;

/**
 * What became of one job's files.
 *
 * @param job as it stands
 * @param whole slices that were there, sealed and undamaged
 * @param sealed slices that were made again
 * @param gaps slices that were not, since not all their rows were found
 */
public record RebuiltJob(Job job, int whole, int sealed, List<Gap> gaps) {

  public RebuiltJob {
    gaps = List.copyOf(gaps);
  }

  /**
   * A slice of which rows are missing; of a job that has not ended, some have no verdict yet.
   *
   * @param rows that it is to have
   * @param found of them
   */
  public record Gap(SliceId slice, int rows, int found) {
    /** How many were not found. */
    public int missing() {
      return rows - found;
    }
  }

  /** Rows of the gaps that were found. */
  public long found() {
    return gaps.stream().mapToLong(Gap::found).sum();
  }

  /** Rows of the gaps that were not. */
  public long missing() {
    return gaps.stream().mapToLong(Gap::missing).sum();
  }

  /** Whether nothing of it was amiss. */
  public boolean untouched() {
    return sealed == 0 && gaps.isEmpty();
  }

  /** Rows that had been filed and counted, and that are neither in files nor on the topic. */
  public long lost() {
    if (job.state().terminal() && job.state() != JobState.FAILED) {
      return missing();
    }
    long filed = job.comingRows() - missing();
    return Math.max(0, job.processed() - filed);
  }
}
