package io.winnow.gateway;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.gateway.http.AcceptedJob;
import io.winnow.gateway.http.JobEnding;
import io.winnow.gateway.jobs.KnownJobs;
import io.winnow.kit.http.Problem;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Cancels and deletes jobs at their owners' wish: says so on the topic, and the accounting decides.
 *
 * @param line the gateway's part that is started
 * @param timeout how long it may take to write to the topic
 */
record JobEndings(Supplier<LoadingLine> line, Duration timeout) implements JobEnding {
  @Override
  public AcceptedJob cancel(String account, JobId id) {
    KnownJobs.Known known = known(account, id);
    Job job = known.unfinished();
    if (job == null) {
      throw Problem.of(
          409,
          "job_ended",
          "job %s has ended as %s, and there is nothing to cancel; DELETE removes it"
              .formatted(id, known.state().wireName()));
    }
    announce(new JobEvent.CancelRequested(JobEvent.VERSION, id));
    return AcceptedJob.ending(job);
  }

  @Override
  public void delete(String account, JobId id) {
    known(account, id);
    announce(new JobEvent.DeleteRequested(JobEvent.VERSION, id));
  }

  /** The same as {@link #known}, of a job that may have been made a moment ago. */
  KnownJobs.Known awaited(String account, JobId id, Duration most) {
    try {
      line.get().jobs().await(id, most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return known(account, id);
  }

  private KnownJobs.Known known(String account, JobId id) {
    KnownJobs jobs = line.get().jobs();
    KnownJobs.Known known =
        jobs.find(account, id)
            .orElseThrow(
                () ->
                    jobs.caughtUp()
                        ? Problem.of(404, "job_not_found", "There is no job " + id + ".")
                        : Problem.of(
                                503,
                                "not_ready",
                                "the gateway has just started and reads the jobs; try again soon")
                            .withHeader("Retry-After", "1"));
    if (known.state() == JobState.EXPIRED) {
      throw Problem.of(
          410, "job_expired", "Job %s was kept for its time, and is gone.".formatted(id));
    }
    return known;
  }

  private void announce(JobEvent event) {
    try {
      line.get().announce(event).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw unwritten(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unwritten(e);
    }
  }

  private static Problem unwritten(Exception cause) {
    Problem problem =
        Problem.of(
                503,
                "not_ready",
                "the gateway cannot write to Kafka at the moment; see how the job stands and try"
                    + " again")
            .withHeader("Retry-After", "5");
    problem.initCause(cause);
    return problem;
  }
}
