package io.winnow.contracts.publish;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes the clients that a publisher needs. What exactly-once stands on is ours, the rest the
 * caller's.
 *
 * @param properties the caller's
 */
record PublisherClients(Map<String, ?> properties) {
  private static final String TRANSACTIONAL_ID = "winnow-publisher-";

  /** For rows and their marks, in transactions. */
  Producer<String, byte[]> rows(String publisherId) {
    Map<String, Object> merged =
        new HashMap<>(
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                15,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                60_000));
    merged.putAll(properties);
    merged.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID + publisherId);
    return producer(merged);
  }

  /** For submissions and cancelling, outside of transactions. */
  Producer<String, byte[]> words() {
    return producer(new HashMap<>(properties));
  }

  private static Producer<String, byte[]> producer(Map<String, Object> properties) {
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // another one would put rows and events where nobody looks for them
    properties.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    properties.put(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, false);
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  /** Of committed records, without a group. */
  Consumer<byte[], byte[]> committed() {
    return consumer("read_committed");
  }

  /** Where partitions really end, open transactions included. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    try (Consumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(partitions);
    }
  }

  private Consumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> merged = new HashMap<>(properties);
    merged.remove(ConsumerConfig.GROUP_ID_CONFIG);
    merged.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    merged.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    merged.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(merged, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
