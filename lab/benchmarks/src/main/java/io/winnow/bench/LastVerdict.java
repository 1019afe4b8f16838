package io.winnow.bench;

import io.winnow.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds out when the last verdict of a job could be read by anybody. */
final class LastVerdict implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Looks at what comes from now on. */
  LastVerdict(String bootstrap) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"));
    consumer.assign(
        consumer.partitionsFor(Topics.VERIFIED_ADDRESSES.name()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList());
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
  }

  /**
   * Reads until it has come.
   *
   * @param job its id
   * @param rows that it has; none of them may come twice
   * @return {@link System#nanoTime()} then
   */
  long of(String job, long rows) {
    byte[] prefix = (job + "/").getBytes(StandardCharsets.US_ASCII);
    for (long read = 0; read < rows; ) {
      for (ConsumerRecord<byte[], byte[]> row : consumer.poll(Duration.ofMillis(100))) {
        read += startsWith(row.key(), prefix) ? 1 : 0;
      }
    }
    return System.nanoTime();
  }

  private static boolean startsWith(byte[] key, byte[] job) {
    for (int i = 0; i < job.length; i++) {
      if (i == key.length || key[i] != job[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
