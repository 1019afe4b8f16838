package io.winnow.sink.rebuild;

import io.winnow.contracts.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads all that a topic holds, up to where it ended at the beginning. For one thread. */
final class TopicReading {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  private TopicReading(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /**
   * @throws org.apache.kafka.common.KafkaException when there is no such topic, or Kafka fails
   */
  static TopicReading begin(Consumer<byte[], byte[]> consumer, Topic topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic.name());
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new TopicReading(consumer, consumer.endOffsets(partitions));
  }

  /** Whether all is read. */
  boolean atEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** What comes next, perhaps nothing yet. */
  ConsumerRecords<byte[], byte[]> poll() {
    return consumer.poll(POLL);
  }
}
