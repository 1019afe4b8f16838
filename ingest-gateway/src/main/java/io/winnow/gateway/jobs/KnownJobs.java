package io.winnow.gateway.jobs;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which jobs there are and whose they are, from {@link Topics#JOBS_TABLE}: all that is needed to
 * say whether somebody may cancel or delete one. Safe for concurrent use.
 */
public final class KnownJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownJobs.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

  /**
   * A job.
   *
   * @param account who owns it
   * @param state where it stood when it was last heard of
   * @param unfinished all of it; null when it has ended, since ended ones become many
   */
  public record Known(String account, JobState state, @Nullable Job unfinished) {
    private static Known of(Job job) {
      return new Known(job.account().intern(), job.state(), job.state().terminal() ? null : job);
    }
  }

  private final Map<JobId, Known> jobs = new ConcurrentHashMap<>();
  private final JsonSerde<Job> serde = new JsonSerde<>(Job.class);
  private final TopicFollower follower;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param consumers makes a consumer of committed records without a group
   */
  public KnownJobs(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.follower =
        new TopicFollower(
            "winnow-gateway-jobs",
            "reading the table of jobs",
            Topics.JOBS_TABLE,
            TopicFollower.From.BEGINNING,
            consumers,
            RETRY_INTERVAL,
            this::heard);
  }

  /** Begins to read; returns before it does. */
  public void start() {
    follower.start();
  }

  /** Whether all jobs that there were at the start are known. Once so, always so. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  /**
   * Runs something, on a thread of its own, once all jobs that there were are known; again and
   * again when Kafka fails.
   */
  public void whenCaughtUp(Runnable then) {
    var _ =
        Thread.ofVirtual()
            .name("winnow-gateway-jobs-caught-up")
            .start(
                () -> {
                  try {
                    while (!follower.awaitCaughtUp(RETRY_INTERVAL)) {
                      if (closing.getCount() == 0 || !follower.alive()) {
                        return;
                      }
                    }
                    boolean closed = false;
                    while (!closed && !succeeds(then)) {
                      closed = closing.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  private static boolean succeeds(Runnable then) {
    try {
      then.run();
      return true;
    } catch (KafkaException e) {
      LOG.warn("what is to be done with the jobs that are known failed; trying again", e);
      return false;
    }
  }

  /** The unfinished jobs that are as asked, whoever owns them. */
  public List<Job> unfinished(Predicate<Job> asked) {
    return jobs.values().stream()
        .map(Known::unfinished)
        .filter(Objects::nonNull)
        .filter(asked)
        .toList();
  }

  /** The job, whoever owns it; empty when there is none, or none any more. */
  public Optional<Known> find(JobId job) {
    return Optional.ofNullable(jobs.get(job));
  }

  /**
   * The job as its owner may know of it. The one place that decides whose a job is.
   *
   * @return empty when there is none, and just so when it is another account's
   */
  public Optional<Known> find(String account, JobId job) {
    return find(job).filter(known -> known.account().equals(account));
  }

  /**
   * Waits for a job to be known, which one that was just made may not be yet.
   *
   * @param most how long
   */
  public void await(JobId job, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    synchronized (jobs) {
      for (long left = most.toMillis(); left > 0 && !jobs.containsKey(job); ) {
        jobs.wait(left);
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
    }
  }

  private void heard(ConsumerRecord<byte[], byte[]> record) {
    try {
      JobId id = JobId.parse(new String(record.key(), StandardCharsets.UTF_8));
      byte @Nullable [] value = record.value();
      if (value == null) {
        jobs.remove(id);
      } else {
        Known known = Known.of(serde.deserialize(record.topic(), value));
        if (jobs.put(id, known) == null) {
          synchronized (jobs) {
            jobs.notifyAll();
          }
        }
      }
    } catch (SerializationException | IllegalArgumentException e) {
      LOG.warn(
          "passing over {}-{} at offset {}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  /** Stops reading. */
  @Override
  public void close() {
    closing.countDown();
    follower.close();
  }
}
