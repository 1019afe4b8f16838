package io.winnow.gateway.feed;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.Topic;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of {@link Topics#JOB_EVENTS} and {@link Topics#JOBS_TABLE}: first what was
 * said since some moment, on the caller's thread, then what comes, on a thread of its own.
 */
public final class JobFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private static final List<Topic> TOPICS = List.of(Topics.JOB_EVENTS, Topics.JOBS_TABLE);

  private final Consumer<byte[], byte[]> consumer;
  private final LogEnds ends;
  private final JobListener listener;
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private final JsonSerde<Job> jobs = new JsonSerde<>(Job.class);
  private final Thread thread =
      Thread.ofPlatform().name("winnow-gateway-feed").unstarted(this::run);
  private volatile boolean closing;
  private volatile @Nullable RuntimeException failure;

  /**
   * @param consumer of committed records without a group, which this feed closes
   */
  public JobFeed(Consumer<byte[], byte[]> consumer, LogEnds ends, JobListener listener) {
    this.consumer = consumer;
    this.ends = ends;
    this.listener = listener;
  }

  /**
   * Tells the listener everything from a moment up to now, whatever transactions are still open
   * now, and returns.
   *
   * @param since the moment by the records' timestamps; null to begin with what comes
   * @throws IllegalStateException when a topic is not there
   * @throws KafkaException when Kafka fails
   */
  public void catchUp(@Nullable Instant since) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : TOPICS) {
      List<PartitionInfo> infos = consumer.partitionsFor(topic.name());
      if (infos == null || infos.isEmpty()) {
        throw new IllegalStateException(
            "topic " + topic.name() + " does not exist; topics are provisioned before the gateway");
      }
      infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    consumer.assign(partitions);
    if (since == null) {
      toTheEnd(partitions);
    } else {
      Map<TopicPartition, Long> until = ends.of(partitions);
      seek(partitions, since);
      until.forEach(this::readUpTo);
    }
  }

  private void toTheEnd(List<TopicPartition> partitions) {
    consumer.seekToEnd(partitions);
    // seeking is lazy; only a position that has been asked for is settled
    partitions.forEach(consumer::position);
  }

  private void seek(List<TopicPartition> partitions, Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
    List<TopicPartition> silent = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      @Nullable OffsetAndTimestamp offset = offsets.get(partition);
      if (offset == null) {
        silent.add(partition);
      } else {
        consumer.seek(partition, offset.offset());
      }
    }
    if (!silent.isEmpty()) {
      toTheEnd(silent);
    }
  }

  private void readUpTo(TopicPartition partition, long offset) {
    while (consumer.position(partition) < offset) {
      poll();
    }
  }

  /** Goes on with what comes. */
  public void start() {
    thread.start();
  }

  /** Why it stopped, if it did. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    try {
      while (!closing) {
        poll();
      }
    } catch (RuntimeException e) {
      if (!(closing && e instanceof WakeupException)) {
        failure = e;
        LOG.error(
            "the feed of jobs has stopped; the gateway admits no lists until it is restarted", e);
      }
    } finally {
      if (!closing && failure == null) {
        failure = new IllegalStateException("the thread has died");
      }
    }
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
      if (found.value() != null) {
        tell(found);
      }
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> found) {
    try {
      if (found.topic().equals(Topics.JOB_EVENTS.name())) {
        listener.happened(events.deserialize(found.topic(), found.value()));
      } else {
        listener.stands(jobs.deserialize(found.topic(), found.value()));
      }
    } catch (SerializationException e) {
      LOG.warn(
          "passing over {}-{} at offset {}: {}",
          found.topic(),
          found.partition(),
          found.offset(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("the feed of jobs does not stop; leaving it behind");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (IllegalThreadStateException e) {
      LOG.debug("the feed was never started", e);
    }
    // nobody else is told by a goodbye, which would wait for the end of a fetch
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
