package io.winnow.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.gateway.load.Marks;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs of this gateway whose rows are not all on the topic and whose list is not in the spool: its
 * disk was lost, or is not there. They are told of, and wait for the disk; when somebody wants one
 * to end, it is said here that nothing more of it will be loaded. For any thread.
 */
final class LostLists implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LostLists.class);

  private final BiConsumer<JobEvent, Runnable> announcer;
  private final Predicate<JobId> isLoading;
  private final MeterRegistry meters;
  private final Gauge gauge;

  /** With how many of their rows are on the topic; null until that is known. */
  private final Map<JobId, @Nullable Long> lost = new HashMap<>();

  private final Set<JobId> toEnd = new HashSet<>();

  /**
   * @param announcer writes an event, and runs the other once it is written
   * @param isLoading whether a job's list is there after all
   */
  LostLists(
      BiConsumer<JobEvent, Runnable> announcer, Predicate<JobId> isLoading, MeterRegistry meters) {
    this.announcer = announcer;
    this.isLoading = isLoading;
    this.meters = meters;
    this.gauge =
        Gauge.builder("winnow.gateway.jobs.lost", this, LostLists::count)
            .description(
                "jobs of this gateway that are not loaded and whose list is not in its spool")
            .register(meters);
  }

  private synchronized int count() {
    return (int) lost.values().stream().filter(Objects::nonNull).count();
  }

  /**
   * Finds those whose list is lost.
   *
   * @param unloaded jobs of this gateway from before its start that, by the table of jobs, which
   *     may be late, are not loaded, and are not in the spool
   * @param marks what the topic of events tells since a moment, as far back as it reaches
   * @throws org.apache.kafka.common.KafkaException when Kafka fails; to be called again then
   */
  void search(Collection<Job> unloaded, Function<Instant, Marks> marks) {
    if (unloaded.isEmpty()) {
      return;
    }
    synchronized (this) {
      unloaded.forEach(job -> lost.put(job.id(), null));
    }
    Instant oldest =
        unloaded.stream().map(Job::submittedAt).min(Comparator.naturalOrder()).orElseThrow();
    Marks told = marks.apply(oldest);
    unloaded.forEach(job -> settle(job, told));
  }

  private synchronized void settle(Job job, Marks told) {
    JobId id = job.id();
    // what was said longer ago than the topic of events keeps it is in the table alone
    long loaded = Math.max(job.loaded(), told.loaded(id));
    if (!lost.containsKey(id)) {
      return;
    }
    if (told.ended(id) || loaded >= job.rows() || isLoading.test(id)) {
      forget(id);
      return;
    }
    lost.put(id, loaded);
    LOG.error(
        "job {} of account {} has {} of its {} rows on the topic, and its list is not in this"
            + " gateway's spool: bring back the disk (winnow.spool.directory) and start again, or"
            + " cancel the job",
        id,
        job.account(),
        loaded,
        job.rows());
    if (told.toEnd(id) || toEnd.contains(id) || job.state() == JobState.CANCELLING) {
      end(id, loaded);
    }
  }

  /** To be called with every event of jobs. */
  synchronized void happened(JobEvent event) {
    JobId id = event.job();
    if (!lost.containsKey(id)) {
      return;
    }
    switch (event) {
      case JobEvent.CancelRequested _, JobEvent.DeleteRequested _ -> {
        toEnd.add(id);
        @Nullable Long loaded = lost.get(id);
        if (loaded != null) {
          end(id, loaded);
        }
      }
      case JobEvent.Failed _, JobEvent.Deleted _, JobEvent.LoadingStopped _ -> forget(id);
      case JobEvent.Admitted _,
          JobEvent.Refused _,
          JobEvent.LoadedUpTo _,
          JobEvent.SliceSealed _ -> {}
    }
  }

  private void end(JobId id, long loaded) {
    if (isLoading.test(id)) {
      forget(id);
      return;
    }
    LOG.info("job {}, whose list is lost, is loaded no further than row {}", id, loaded);
    announcer.accept(new JobEvent.LoadingStopped(JobEvent.VERSION, id, loaded), () -> written(id));
  }

  private synchronized void written(JobId id) {
    forget(id);
  }

  private void forget(JobId id) {
    lost.remove(id);
    toEnd.remove(id);
  }

  @Override
  public void close() {
    meters.remove(gauge);
  }
}
