package io.winnow.sink.filing;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.JobId;
import io.winnow.kit.steady.SteadyThread;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Files verified rows for the life of the process: one {@link FilingSession} after the other, each
 * of which ends only with a failure or with the process.
 */
public final class Filing implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** The Kafka clients of a session. Each call makes a new one. */
  public interface Clients {
    /** Reads committed records in the group of sinks; commits by hand. */
    Consumer<byte[], byte[]> consumer();

    /** Idempotent. */
    Producer<byte[], byte[]> producer();
  }

  private final FilingSettings settings;
  private final SliceDirectory directory;
  private final Disk disk;
  private final Clients clients;
  private final JobViews jobs;
  private final BooleanSupplier jobsKnown;
  private final FilingMetrics metrics;
  private final SteadyThread thread;

  /** Jobs that fewer rows come of than they have, that are no more, or that were awaited. */
  private final Queue<JobId> cutShort = new ConcurrentLinkedQueue<>();

  /** Unknown jobs that there are rows of, which nobody holds in memory. */
  private final Set<JobId> awaited = ConcurrentHashMap.newKeySet();

  /** Files of a session that has failed, until they are cut back to what is certain. */
  private @Nullable OpenFiles inDoubt;

  /**
   * @param jobsKnown whether all jobs that there were at the start are in {@code jobs}
   */
  public Filing(
      FilingSettings settings,
      SliceDirectory directory,
      Disk disk,
      Clients clients,
      JobViews jobs,
      BooleanSupplier jobsKnown,
      MeterRegistry meters) {
    this.settings = settings;
    this.directory = directory;
    this.disk = disk;
    this.clients = clients;
    this.jobs = jobs;
    this.jobsKnown = jobsKnown;
    this.metrics = new FilingMetrics(jobs, meters);
    jobs.onChange(
        job -> {
          if (job.finalRows() != null || job.state().terminal() || awaited.contains(job.id())) {
            cutShort.add(job.id());
          }
        });
    jobs.onRemoval(cutShort::add);
    this.thread =
        new SteadyThread(
            "winnow-filing",
            "filing verified rows in " + directory.root(),
            settings.retryInterval(),
            this::run);
  }

  public void start() {
    thread.start();
  }

  /** Why rows are not filed; empty when they are. */
  public Optional<String> notReady() {
    return thread.notReady();
  }

  /** Whether it works or will work again; when not, the process must be started anew. */
  public boolean alive() {
    return thread.alive();
  }

  private void run(SteadyThread thread) throws IOException {
    while (!jobsKnown.getAsBoolean()) {
      thread.pause(LOOK_AGAIN);
      if (thread.stopped()) {
        return;
      }
    }
    if (inDoubt != null) {
      inDoubt.rollBack();
      inDoubt = null;
    }
    // before joining the group, so that a full disk does not shake it at every attempt
    directory.probe(disk);
    OpenFiles files = new OpenFiles(directory, disk, settings.maxOpenFiles());
    inDoubt = files;
    session(files, thread);
    files.close();
    inDoubt = null;
  }

  private void session(OpenFiles files, SteadyThread thread) throws IOException {
    Trouble trouble = new Trouble();
    Producer<byte[], byte[]> producer = clients.producer();
    try {
      Consumer<byte[], byte[]> consumer = clients.consumer();
      Announcements announcements = new Announcements(producer, trouble);
      try (Sealing sealing =
          new Sealing(
              directory,
              disk,
              announcements,
              trouble,
              metrics.sealing(),
              settings.sealingThreads())) {
        new FilingSession(
                consumer,
                files,
                new Slices(
                    directory,
                    disk,
                    files,
                    new SliceJobs(jobs, cutShort, awaited),
                    announcements,
                    sealing,
                    settings.idle()),
                new DeadLetters(producer, trouble, metrics.deadLetters()),
                trouble,
                settings,
                metrics)
            .run(thread);
      } finally {
        consumer.close(CloseOptions.timeout(GOODBYE));
        metrics.open(0);
        metrics.lag(0);
      }
    } finally {
      producer.close(GOODBYE);
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
