package io.winnow.sink.jobs;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the table of jobs from its beginning and follows it, on a thread of its own. */
public final class JobTable implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobTable.class);

  private static final JsonSerde<Job> SERDE = new JsonSerde<>(Job.class);

  private final TopicFollower follower;

  /**
   * @param consumers makes a consumer that reads committed records and has no group
   * @param retryInterval how long to wait after Kafka has failed
   */
  public JobTable(
      JobViews views, Supplier<Consumer<byte[], byte[]>> consumers, Duration retryInterval) {
    this.follower =
        new TopicFollower(
            "winnow-jobs",
            "reading the table of jobs",
            Topics.JOBS_TABLE,
            TopicFollower.From.BEGINNING,
            consumers,
            retryInterval,
            record -> apply(views, record));
  }

  public void start() {
    follower.start();
  }

  /** Why what is known of jobs may be old or incomplete; empty when it is neither. */
  public Optional<String> notReady() {
    return follower.notReady();
  }

  /** Whether it works or will work again; when not, the process must be started anew. */
  public boolean alive() {
    return follower.alive();
  }

  /** Whether all jobs that there were at the start are known. Once so, always so. */
  public boolean caughtUp() {
    return follower.caughtUp();
  }

  /** Takes a record of the table over into views, of which this must be the one writer. */
  public static void apply(JobViews views, ConsumerRecord<byte[], byte[]> record) {
    try {
      byte @Nullable [] value = record.value();
      @Nullable Job job = value == null ? null : SERDE.deserialize(record.topic(), value);
      if (job == null) {
        views.remove(JobId.parse(new String(record.key(), StandardCharsets.UTF_8)));
      } else {
        views.put(job, record.offset());
      }
    } catch (SerializationException | IllegalArgumentException e) {
      LOG.error(
          "{}-{} offset {} is no job and is passed over; the job stays as it was",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  /** Stops reading. What is known stays. */
  @Override
  public void close() {
    follower.close();
  }
}
