package io.winnow.sink.dialect;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.kit.access.Caller;
import io.winnow.kit.dialect.Seen;
import io.winnow.kit.http.Problem;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.results.VerdictRow;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The jobs of a dialect's caller. Of others' it knows nothing.
 *
 * @param jobs all there are
 * @param caughtUp whether all that there were at the start are known
 */
public record OwnJobs(JobViews jobs, BooleanSupplier caughtUp) {
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
   * All of the caller's, one after the other: there may be more of them than can be held.
   *
   * @param ascending oldest first; else newest first
   * @throws Problem when not all jobs are known yet
   */
  public Stream<Job> each(Caller caller, boolean ascending) {
    requireCaughtUp();
    return jobs.each(caller.account(), ascending);
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
