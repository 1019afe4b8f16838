package io.winnow.bench;

import io.winnow.contracts.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Finds out when the last verdict could be read by anybody, within {@value #EVERY_MILLIS} ms. It
 * asks how far committed records go, and reads none: that would take the machine from what is
 * measured.
 */
final class LastVerdict implements AutoCloseable {
  private static final long EVERY_MILLIS = 20;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Thread thread;
  private volatile long changedAt = System.nanoTime();
  private volatile boolean stop;

  /** Looks at what comes from now on; no other job may run. */
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
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"));
    this.partitions =
        consumer.partitionsFor(Topics.VERIFIED_ADDRESSES.name()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    this.thread = Thread.ofPlatform().name("last-verdict").start(this::look);
  }

  private void look() {
    Map<TopicPartition, Long> known = Map.of();
    while (!stop) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      if (!ends.equals(known)) {
        changedAt = System.nanoTime();
        known = ends;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS));
    }
  }

  /** {@link System#nanoTime()} when the last one so far had come. */
  long at() {
    return changedAt;
  }

  @Override
  public void close() {
    stop = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
