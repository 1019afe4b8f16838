package io.winnow.verifier.cancelled;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancelled jobs as {@link Topics#JOBS_TABLE} tells of them. Keeps those that are being cancelled,
 * which are few, until they have ended, and so many of those deleted last.
 */
public final class CancelledJobsTable implements CancelledJobs, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CancelledJobsTable.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);
  private static final int DELETED_REMEMBERED = 10_000;

  private final Set<Long> jobs = ConcurrentHashMap.newKeySet();
  private final AtomicLong additions = new AtomicLong();

  /** Those of them that are deleted, in their order; of the follower's thread alone. */
  private final Set<Long> deleted = new LinkedHashSet<>();

  private final JsonSerde<Job> serde = new JsonSerde<>(Job.class);
  private final TopicFollower follower;

  /**
   * @param consumers makes a consumer of committed records without a group
   */
  public CancelledJobsTable(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.follower =
        new TopicFollower(
            "winnow-cancelled-jobs",
            "reading which jobs are cancelled",
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

  @Override
  public boolean has(long job) {
    return jobs.contains(job);
  }

  @Override
  public long additions() {
    return additions.get();
  }

  private void heard(ConsumerRecord<byte[], byte[]> record) {
    try {
      long id = JobId.parse(new String(record.key(), StandardCharsets.UTF_8)).value();
      if (record.value() == null) {
        deleted(id);
      } else if (serde.deserialize(record.topic(), record.value()).state() == JobState.CANCELLING) {
        add(id);
      } else {
        jobs.remove(id);
      }
    } catch (SerializationException | IllegalArgumentException e) {
      log.warn(
          "passing over {}-{} at offset {}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  private void add(long id) {
    if (jobs.add(id)) {
      additions.incrementAndGet();
    }
  }

  private void deleted(long id) {
    add(id);
    deleted.add(id);
    if (deleted.size() > DELETED_REMEMBERED) {
      Iterator<Long> eldest = deleted.iterator();
      jobs.remove(eldest.next());
      eldest.remove();
    }
  }

  /** Stops reading. What is known stays. */
  @Override
  public void close() {
    follower.close();
  }
}
