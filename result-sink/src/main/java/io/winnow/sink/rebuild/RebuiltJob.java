package io.winnow.sink.rebuild;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobState;

/**
 * What became of one job's files.
 *
 * @param job as it stands
 * @param whole slices that were there, sealed and undamaged
 * @param sealed slices that were made again
 * @param unsealed slices that were not, since not all their rows were found
 * @param found rows of those
 * @param missing rows of those that were not found; of a job that has not ended, some have no
 *     verdict yet
 */
public record RebuiltJob(Job job, int whole, int sealed, int unsealed, long found, long missing) {

  /** Whether nothing of it was amiss. */
  public boolean untouched() {
    return sealed == 0 && unsealed == 0;
  }

  /** Rows that had been filed and counted, and that are neither in files nor on the topic. */
  public long lost() {
    if (job.state().terminal() && job.state() != JobState.FAILED) {
      return missing;
    }
    long filed = job.comingRows() - missing;
    return Math.max(0, job.processed() - filed);
  }
}
