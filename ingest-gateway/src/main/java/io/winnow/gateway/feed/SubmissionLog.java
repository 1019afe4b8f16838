package io.winnow.gateway.feed;

import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what has been submitted, to whoever finds lists of a process that died over it. */
public final class SubmissionLog {
  private static final Logger LOG = LoggerFactory.getLogger(SubmissionLog.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final LogEnds ends;
  private final JsonSerde<Submission> submissions = new JsonSerde<>(Submission.class);

  /**
   * @param consumer of committed records without a group, which stays its maker's to close
   */
  public SubmissionLog(Consumer<byte[], byte[]> consumer, LogEnds ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /**
   * The nonces of what was submitted from a moment up to now, whatever transactions are still open
   * now.
   *
   * @param since the moment by the records' timestamps
   * @throws org.apache.kafka.common.KafkaException when Kafka fails
   */
  public Set<String> noncesSince(Instant since) {
    String topic = Topics.SUBMISSIONS.name();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> until = ends.of(partitions);
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    consumer.assign(partitions);
    Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp begin = begins.get(partition);
      consumer.seek(partition, begin == null ? until.getOrDefault(partition, 0L) : begin.offset());
    }
    Set<String> nonces = new HashSet<>();
    until.forEach(
        (partition, end) -> {
          while (consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(found -> read(found, nonces));
          }
        });
    return nonces;
  }

  private void read(ConsumerRecord<byte[], byte[]> found, Set<String> nonces) {
    try {
      nonces.add(submissions.deserialize(found.topic(), found.value()).nonce());
    } catch (SerializationException e) {
      LOG.debug("a record that is no submission is passed over", e);
    }
  }
}
