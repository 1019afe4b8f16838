package io.winnow.sink.retention;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.steady.SteadyThread;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that jobs go when their time is over, and with them their files, and so do rows that
 * were left lying by jobs that nobody knows. Of jobs it only says so on the topic of their events:
 * the accounting decides, and all sinks hear of it by the table of jobs.
 */
public final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** Told of at a time; the others come at the next look. */
  private static final int MOST_AT_A_TIME = 10_000;

  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final RetentionSettings settings;
  private final JobViews jobs;
  private final BooleanSupplier jobsKnown;
  private final SliceDirectory directory;
  private final Disk disk;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final Clock clock;
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private final SteadyThread thread;

  /**
   * @param jobsKnown whether all jobs that there were at the start are in {@code jobs}
   * @param retryInterval how long to wait after a failure of the disk or of Kafka
   */
  public Retention(
      RetentionSettings settings,
      JobViews jobs,
      BooleanSupplier jobsKnown,
      SliceDirectory directory,
      Disk disk,
      Supplier<Producer<byte[], byte[]>> producers,
      Clock clock,
      Duration retryInterval) {
    this.settings = settings;
    this.jobs = jobs;
    this.jobsKnown = jobsKnown;
    this.directory = directory;
    this.disk = disk;
    this.producers = producers;
    this.clock = clock;
    this.thread =
        new SteadyThread("winnow-retention", "removing what is old", retryInterval, this::run);
  }

  /** Begins to look; returns before it does. */
  public void start() {
    thread.start();
  }

  /** Whether it works or will work again; when not, the process must be started anew. */
  public boolean alive() {
    return thread.alive();
  }

  private void run(SteadyThread thread) throws IOException {
    while (!thread.stopped()) {
      if (jobsKnown.getAsBoolean()) {
        Instant now = clock.instant();
        expireJobs(now);
        removeUnknownRows(now);
        thread.ready();
      }
      thread.pause(settings.lookEvery());
    }
  }

  private void expireJobs(Instant now) {
    List<JobId> old =
        jobs.all().stream()
            .filter(job -> isOver(job, now))
            .limit(MOST_AT_A_TIME)
            .map(Job::id)
            .toList();
    if (old.isEmpty()) {
      return;
    }
    LOG.info("{} jobs have been kept for their time, and go", old.size());
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    Producer<byte[], byte[]> producer = producers.get();
    try {
      old.forEach(job -> announce(producer, job, failure));
      producer.flush();
    } finally {
      producer.close(GOODBYE);
    }
    Exception cause = failure.get();
    if (cause != null) {
      throw new KafkaException("cannot announce that jobs are to go", cause);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of it
  private void announce(
      Producer<byte[], byte[]> producer, JobId job, AtomicReference<@Nullable Exception> failure) {
    String topic = Topics.JOB_EVENTS.name();
    producer.send(
        new ProducerRecord<>(
            topic,
            job.toString().getBytes(StandardCharsets.UTF_8),
            events.serialize(topic, JobEvent.DeleteRequested.forAge(job))),
        (_, error) -> {
          if (error != null) {
            failure.set(error);
          }
        });
  }

  private boolean isOver(Job job, Instant now) {
    Instant end = job.completedAt();
    return job.state().terminal() && end != null && isOver(end, of(job), now);
  }

  private static boolean isOver(Instant from, Duration kept, Instant now) {
    return Duration.between(from, now).compareTo(kept) >= 0;
  }

  private Duration of(Job job) {
    JobOptions options = job.options();
    Long seconds = options == null ? null : options.retentionSeconds();
    return seconds == null ? settings.jobs() : Duration.ofSeconds(seconds);
  }

  /**
   * Rows of a job that nobody knows may have come before it, by a moment. When it has not come for
   * long they are nobody's. Sealed files stay: somebody knew their job.
   */
  private void removeUnknownRows(Instant now) throws IOException {
    for (JobId job : directory.jobs()) {
      if (jobs.job(job).isPresent() || jobs.isDeleted(job)) {
        continue;
      }
      Optional<Instant> lastRow = directory.lastRowOf(job);
      if (lastRow.isPresent() && isOver(lastRow.get(), settings.unknownRows(), now)) {
        LOG.warn(
            "there are rows of job {}, the last of {}, but no such job: they are removed",
            job,
            lastRow.get());
        directory.removeOpenFiles(job, disk);
      }
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
