package io.winnow.sink.jobs;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.sink.steady.SteadyThread;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the table of jobs from its beginning and follows it, on a thread of its own. */
public final class JobTable implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobTable.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final JobViews views;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final JsonSerde<Job> serde = new JsonSerde<>(Job.class);
  private final SteadyThread thread;

  /** Where to go on after a failure; of the table's thread alone. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private volatile @Nullable Consumer<byte[], byte[]> current;
  private volatile boolean caughtUp;

  /**
   * @param consumers makes a consumer that reads committed records and has no group
   * @param retryInterval how long to wait after Kafka has failed
   */
  public JobTable(
      JobViews views, Supplier<Consumer<byte[], byte[]>> consumers, Duration retryInterval) {
    this.views = views;
    this.consumers = consumers;
    this.thread =
        new SteadyThread("winnow-jobs", "reading the table of jobs", retryInterval, this::follow);
  }

  public void start() {
    thread.start();
  }

  /** Why what is known of jobs may be old or incomplete; empty when it is neither. */
  public Optional<String> notReady() {
    return thread.notReady();
  }

  /** Whether it works or will work again; when not, the process must be started anew. */
  public boolean alive() {
    return thread.alive();
  }

  /** Whether all jobs that there were at the start are known. Once so, always so. */
  public boolean caughtUp() {
    return caughtUp;
  }

  private void follow(SteadyThread thread) {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      current = consumer;
      if (thread.stopped()) {
        return; // too early for close() to have woken this consumer
      }
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.JOBS_TABLE.name()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      for (TopicPartition partition : partitions) {
        Long position = positions.get(partition);
        if (position == null) {
          consumer.seekToBeginning(List.of(partition));
        } else {
          consumer.seek(partition, position);
        }
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!thread.stopped()) {
        consumer.poll(POLL).forEach(this::apply);
        boolean behind = false;
        for (TopicPartition partition : partitions) {
          long position = consumer.position(partition);
          positions.put(partition, position);
          behind |= position < ends.getOrDefault(partition, 0L);
        }
        if (!behind) {
          caughtUp = true;
          thread.ready();
        }
      }
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    try {
      byte @Nullable [] value = record.value();
      @Nullable Job job = value == null ? null : serde.deserialize(record.topic(), value);
      if (job == null) {
        views.remove(JobId.parse(new String(record.key(), StandardCharsets.UTF_8)));
      } else {
        views.put(job);
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
    thread.stop();
    Consumer<byte[], byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
    thread.close();
  }
}
