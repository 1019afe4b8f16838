package io.winnow.sink.dialect;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.kit.access.Caller;
import io.winnow.kit.dialect.Seen;
import io.winnow.kit.http.Problem;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.results.VerdictRow;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The jobs of a dialect's caller. Of others' it knows nothing.
 *
 * @param jobs all there are
 * @param caughtUp whether all that there were at the start are known
 */
public record OwnJobs(JobViews jobs, BooleanSupplier caughtUp) {
  /** Nobody pages through more by way of a dialect. */
  private static final int MOST_JOBS = 100_000;

  /**
   * The caller's job of that id; empty when there is none.
   *
   * @throws Problem when not all jobs are known yet
   */
  public Optional<Job> find(Caller caller, JobId id) {
    requireCaughtUp();
    return jobs.job(caller.account(), id);
  }

  /**
   * All of the caller's, newest first.
   *
   * @throws Problem when not all jobs are known yet
   */
  public List<Job> newestFirst(Caller caller) {
    requireCaughtUp();
    return jobs.newestFirst(caller.account(), null, _ -> true, MOST_JOBS);
  }

  private void requireCaughtUp() {
    if (!caughtUp.getAsBoolean()) {
      throw Problem.of(
              503, "not_ready", "the sink has just started and reads the jobs; try again soon")
          .withHeader("Retry-After", "1");
    }
  }

  /** What a row's words in a dialect depend on. */
  public static Seen seen(VerdictRow row) {
    return new Seen(row.reason(), row.flags(), row.accepted());
  }
}
