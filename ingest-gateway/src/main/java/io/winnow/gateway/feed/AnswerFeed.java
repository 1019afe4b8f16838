package io.winnow.gateway.feed;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressVerifiedSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@link Topics#ANSWERS} from its end, on a thread of its own, for those who wait for the
 * verdict of a single row. What was said before somebody expects it is not heard. Safe for
 * concurrent use.
 */
public final class AnswerFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.ANSWERS.name(), 0);

  private final Consumer<byte[], byte[]> consumer;
  private final byte[] gateway;
  private final AddressVerifiedSerde answers = new AddressVerifiedSerde();
  private final Map<JobId, CompletableFuture<AddressVerified>> expected = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> listening = new CompletableFuture<>();
  private final Thread thread =
      Thread.ofPlatform().name("winnow-gateway-answers").unstarted(this::run);
  private volatile boolean closing;
  private volatile @Nullable RuntimeException failure;

  /**
   * @param consumer of committed records without a group, which this feed closes
   * @param gateway whose answers are read
   */
  public AnswerFeed(Consumer<byte[], byte[]> consumer, String gateway) {
    this.consumer = consumer;
    this.gateway = gateway.getBytes(StandardCharsets.UTF_8);
  }

  /** Begins to listen; returns before it does. */
  public void start() {
    thread.start();
  }

  /** Completed once everything that is answered from then on is heard. */
  public CompletableFuture<Void> listening() {
    return listening.copy();
  }

  /**
   * Waits for the verdict of a job of one row. To be called before the row is on its topic, and
   * {@link #forget} after.
   */
  public CompletableFuture<AddressVerified> expect(JobId job) {
    return expected.computeIfAbsent(job, id -> new CompletableFuture<>());
  }

  /** Nobody waits for the job's verdict any more. */
  public void forget(JobId job) {
    expected.remove(job);
  }

  /** Why it stopped, if it did. */
  public Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    try {
      consumer.assign(List.of(PARTITION));
      consumer.seekToEnd(List.of(PARTITION));
      // seeking is lazy; only a position that has been asked for is settled
      consumer.position(PARTITION);
      listening.complete(null);
      while (!closing) {
        consumer.poll(POLL).forEach(this::hear);
      }
    } catch (RuntimeException e) {
      if (!(closing && e instanceof WakeupException)) {
        failure = e;
        LOG.error("the feed of answers has stopped; the gateway has to be restarted", e);
      }
    } finally {
      if (!closing && failure == null) {
        failure = new IllegalStateException("the thread has died");
      }
      listening.completeExceptionally(new IllegalStateException("the feed of answers has stopped"));
    }
  }

  private void hear(ConsumerRecord<byte[], byte[]> found) {
    if (found.value() == null || !Arrays.equals(gateway, found.key())) {
      return;
    }
    try {
      AddressVerified answer = answers.deserialize(found.topic(), found.value());
      CompletableFuture<AddressVerified> waiting = expected.remove(answer.job());
      if (waiting != null) {
        waiting.complete(answer);
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
        LOG.warn("the feed of answers does not stop; leaving it behind");
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
