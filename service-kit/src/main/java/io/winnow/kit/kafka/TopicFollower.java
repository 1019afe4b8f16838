package io.winnow.kit.kafka;

import io.winnow.contracts.Topic;
import io.winnow.kit.steady.SteadyThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a topic by itself, without a group, and follows it, on a thread of its own. When
 * Kafka fails, it goes on where it was. Safe for concurrent use.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LOOK_WHETHER_ALIVE_EVERY = Duration.ofSeconds(1);

  /** Where to begin. */
  public enum From {
    /** With all that the topic holds. */
    BEGINNING,
    /** With what comes. */
    END
  }

  /** Hears what a topic says, on the follower's thread; must not throw. */
  @FunctionalInterface
  public interface Listener {
    /** One record; those of a partition come in their order. */
    void heard(ConsumerRecord<byte[], byte[]> record);
  }

  private final Topic topic;
  private final From from;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Listener listener;
  private final SteadyThread thread;

  /** Where to go on after a failure; of the follower's thread alone. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private volatile @Nullable Consumer<byte[], byte[]> current;
  private final CountDownLatch caughtUp = new CountDownLatch(1);

  /**
   * @param thread name of the thread
   * @param purpose what it is for, as the subject of a sentence
   * @param consumers makes a consumer that reads committed records and has no group
   * @param retryInterval how long to wait after Kafka has failed
   */
  public TopicFollower(
      String thread,
      String purpose,
      Topic topic,
      From from,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Duration retryInterval,
      Listener listener) {
    this.topic = topic;
    this.from = from;
    this.consumers = consumers;
    this.listener = listener;
    this.thread = new SteadyThread(thread, purpose, retryInterval, this::follow);
  }

  /** Makes consumers that a follower can use. */
  public static Supplier<Consumer<byte[], byte[]>> consumers(KafkaClients kafka, String clientId) {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            clientId,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            // a failure is told and tried again, so there is no use in waiting for long
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            15_000,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            15_000);
    return () ->
        new KafkaConsumer<>(
            kafka.consumer(properties), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Begins to read; returns before it does. */
  public void start() {
    thread.start();
  }

  /** Why what is known may be old or incomplete; empty when it is neither. */
  public Optional<String> notReady() {
    return thread.notReady();
  }

  /** Whether it works or will work again; when not, the process must be started anew. */
  public boolean alive() {
    return thread.alive();
  }

  /**
   * Whether all that the topic held at the start has been heard; and, from the end, whether all
   * that comes will be. Once so, always so.
   */
  public boolean caughtUp() {
    return caughtUp.getCount() == 0;
  }

  /**
   * Waits until it has caught up, but no longer than until it has ended for good.
   *
   * @param most how long
   * @return whether it has caught up
   */
  public boolean awaitCaughtUp(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!caughtUp()) {
      long left = Math.min(deadline - System.nanoTime(), LOOK_WHETHER_ALIVE_EVERY.toNanos());
      if (left <= 0 || !alive() || caughtUp.await(left, TimeUnit.NANOSECONDS)) {
        return caughtUp();
      }
    }
    return true;
  }

  private void follow(SteadyThread thread) {
    Consumer<byte[], byte[]> consumer = consumers.get();
    try {
      current = consumer;
      if (thread.stopped()) {
        return; // too early for close() to have woken this consumer
      }
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      partitions.forEach(partition -> seek(consumer, partition));
      Map<TopicPartition, Long> ends =
          from == From.END ? Map.of() : consumer.endOffsets(partitions);
      while (!thread.stopped()) {
        consumer.poll(POLL).forEach(listener::heard);
        boolean behind = false;
        for (TopicPartition partition : partitions) {
          long position = consumer.position(partition);
          positions.put(partition, position);
          behind |= position < ends.getOrDefault(partition, 0L);
        }
        if (!behind) {
          caughtUp.countDown();
          thread.ready();
        }
      }
    } finally {
      // nobody else is told by a goodbye, which would wait for the end of a fetch
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(topic.name())) {
      partitions.add(new TopicPartition(info.topic(), info.partition()));
    }
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic.name());
    }
    return partitions;
  }

  private void seek(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
    Long position = positions.get(partition);
    if (position != null) {
      consumer.seek(partition, position);
      return;
    }
    switch (from) {
      case BEGINNING -> consumer.seekToBeginning(List.of(partition));
      case END -> {
        consumer.seekToEnd(List.of(partition));
        // seeking is lazy; only a position that has been asked for is settled
        positions.put(partition, consumer.position(partition));
      }
    }
  }

  /** Stops reading. */
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
