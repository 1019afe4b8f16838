package io.winnow.standalone.cli;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.gateway.SpooledList;
import io.winnow.gateway.admit.Admission;
import io.winnow.kit.lifecycle.Stop;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.RunRecord;
import io.winnow.standalone.Standalone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From a list to a job that has ended, once, whatever goes down in between: the run's record names
 * the job before anybody is asked to make it.
 */
final class VerifyRun {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Standalone standalone;
  private final DataDirectory data;
  private final RunRecord asked;
  private final Progress progress;
  private final Stop stop;
  private final Timings timings;

  /**
   * @param standalone not started yet
   * @param asked what the command line says, with any job
   */
  VerifyRun(
      Standalone standalone,
      DataDirectory data,
      RunRecord asked,
      Progress progress,
      Stop stop,
      Timings timings) {
    this.standalone = standalone;
    this.data = data;
    this.asked = asked;
    this.progress = progress;
    this.stop = stop;
    this.timings = timings;
  }

  /**
   * Waits for the job's end.
   *
   * @param begun what an earlier process has left
   * @param spool takes the list to disk
   * @return the job; empty when somebody wants to stop first
   */
  Optional<Job> end(Optional<RunRecord> begun, Supplier<SpooledList> spool)
      throws IOException, InterruptedException {
    if (begun.isEmpty()) {
      try (SpooledList list = spool.get()) {
        timings.reached("list read and checked");
        progress.say("starting");
        start();
        return watch(admit(list));
      }
    }
    progress.say("resuming");
    start();
    Optional<Job> resumed = resume(begun.get());
    if (resumed.isPresent() || stop.wanted()) {
      return resumed;
    }
    try (SpooledList list = spool.get()) {
      return watch(admit(list));
    }
  }

  private void start() throws IOException, InterruptedException {
    standalone.start();
    timings.reached("broker and services started");
  }

  private JobId admit(SpooledList list) throws IOException {
    JobId job = standalone.gateway().admit(list, this::note);
    asked.of(job).write(data);
    timings.reached("job admitted");
    return job;
  }

  private void note(JobId next) {
    try {
      asked.asking(next).write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The job's end; empty when somebody wants to stop, or there is no such job. */
  private Optional<Job> resume(RunRecord begun) throws IOException, InterruptedException {
    if (!begun.unsure()) {
      return watch(begun.job());
    }
    // a job that was made is in what the sink reads first
    while (!standalone.sink().notReady().isEmpty()) {
      requireAlive();
      if (stop.await(LOOK_EVERY)) {
        return Optional.empty();
      }
    }
    if (standalone.sink().jobs().job(begun.job()).isEmpty()) {
      return Optional.empty();
    }
    return watch(begun.job()).filter(job -> !abandoned(job));
  }

  /** The gateway lets a job fail whose client, the process that died, was told nothing. */
  private static boolean abandoned(Job job) {
    Job.Failure failure = job.failure();
    return job.state() == JobState.FAILED
        && failure != null
        && failure.code().equals(Admission.ABANDONED);
  }

  private Optional<Job> watch(JobId id) throws IOException, InterruptedException {
    while (true) {
      Optional<Job> job = standalone.sink().jobs().job(id);
      job.ifPresent(this::show);
      if (job.isPresent() && job.get().state().terminal()) {
        timings.reached("job ended");
        return job;
      }
      if (standalone.sink().jobs().isDeleted(id)) {
        RunRecord.clear(data);
        throw CommandFailure.failed(
            "the job was deleted, or its time is over; run the same command again to begin anew",
            new IllegalStateException("job deleted"));
      }
      if (stop.wanted()) {
        return Optional.empty();
      }
      requireAlive();
      stop.await(LOOK_EVERY);
    }
  }

  private void show(Job job) {
    if (job.processed() > 0) {
      timings.reached("first rows verified and counted");
    }
    progress.show(job);
  }

  private void requireAlive() {
    if (!standalone.alive()) {
      throw CommandFailure.failed(
          "a part of Winnow stopped; see the log above, and with --data run the same command again"
              + " to resume",
          new IllegalStateException("not alive"));
    }
  }
}
