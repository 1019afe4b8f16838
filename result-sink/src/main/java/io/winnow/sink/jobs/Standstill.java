package io.winnow.sink.jobs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells for how long unfinished jobs have made no progress, although something of them could be
 * done: not all rows that are on the topic without a verdict wait for a later attempt. Safe for
 * concurrent use.
 */
public final class Standstill {
  /**
   * What changes as a job goes on.
   *
   * @param waits whether there is nothing to do but to wait
   */
  private record Progress(
      JobState state, long loaded, long processed, int sealedSlices, boolean waits) {
    static Progress of(Job job) {
      long waiting = job.waiting().values().stream().mapToLong(Waiting::rows).sum();
      return new Progress(
          job.state(),
          job.loaded(),
          job.processed(),
          job.sealedSlices(),
          waiting > 0 && waiting >= job.loaded() - job.processed());
    }
  }

  /**
   * @param at by the clock of who accounts for jobs
   */
  private record Since(Progress progress, Instant at) {}

  private final Map<JobId, Since> unfinished = new ConcurrentHashMap<>();
  private final Clock clock;

  /** Follows these jobs; before the first of them is read. */
  public Standstill(JobViews jobs, Clock clock) {
    this.clock = clock;
    jobs.onChange(this::changed);
    jobs.onRemoval(unfinished::remove);
  }

  /** Shows {@link #longest} as a meter. */
  public void bindTo(MeterRegistry meters) {
    TimeGauge.builder(
            "winnow.jobs.standstill", this, TimeUnit.SECONDS, one -> one.longest().toSeconds())
        .description("how long the job has stood still that has so longest without having to wait")
        .register(meters);
  }

  private void changed(Job job) {
    if (job.state().terminal()) {
      unfinished.remove(job.id());
      return;
    }
    Progress now = Progress.of(job);
    unfinished.merge(
        job.id(),
        new Since(now, job.updatedAt()),
        (before, changed) -> before.progress().equals(now) ? before : changed);
  }

  /** For how long the one has stood still that has longest; zero when none does. */
  public Duration longest() {
    @Nullable Instant oldest = null;
    for (Since since : unfinished.values()) {
      if (!since.progress().waits() && (oldest == null || since.at().isBefore(oldest))) {
        oldest = since.at();
      }
    }
    Instant now = clock.instant();
    return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
  }
}
