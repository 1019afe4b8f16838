package io.winnow.sink.filing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.sink.jobs.JobViews;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long it takes from the last verdict of a job that was filed here until the job is
 * known to be completed, and its file to be whole. Safe for concurrent use.
 */
final class Finish {
  private final JobViews jobs;
  private final Timer timer;

  /** When the latest row came, by job that has not ended. */
  private final Map<JobId, Long> latest = new ConcurrentHashMap<>();

  Finish(JobViews jobs, MeterRegistry meters) {
    this.jobs = jobs;
    this.timer =
        Timer.builder("winnow.jobs.finish")
            .description("from the last verdict filed to the job's completion")
            .publishPercentileHistogram()
            .register(meters);
    jobs.onChange(this::changed);
    jobs.onRemoval(latest::remove);
  }

  /** Rows of a job have come. */
  void filed(JobId id) {
    if (jobs.job(id).filter(job -> !job.state().terminal()).isPresent()) {
      latest.put(id, System.nanoTime());
    }
  }

  private void changed(Job job) {
    if (!job.state().terminal()) {
      return;
    }
    @Nullable Long at = latest.remove(job.id());
    if (at != null && job.state() == JobState.COMPLETED) {
      timer.record(System.nanoTime() - at, TimeUnit.NANOSECONDS);
    }
  }
}
