package io.winnow.kit.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Over Kafka: commands go out under their account, answers are heard when the transaction that they
 * are in has committed. Of the answers to others only the keys are looked at. Whoever asks waits on
 * their own thread; what is kept is one entry for each of them.
 */
final class KafkaDirectoryLine implements DirectoryLine {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaDirectoryLine.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final Producer<String, byte[]> producer;
  private final byte[] name;
  private final Duration timeout;
  private final TopicFollower answers;
  private final JsonSerde<DirectoryCommand> commands = new JsonSerde<>(DirectoryCommand.class);
  private final JsonSerde<DirectoryAnswer> serde = new JsonSerde<>(DirectoryAnswer.class);
  private final Map<String, CompletableFuture<DirectoryAnswer>> waiting = new ConcurrentHashMap<>();

  /**
   * @param producer which the line closes
   * @param consumers of committed records, without a group
   * @param name of who asks, as in the commands
   * @param timeout how long an answer is waited for
   */
  KafkaDirectoryLine(
      Producer<String, byte[]> producer,
      Supplier<Consumer<byte[], byte[]>> consumers,
      String name,
      Duration timeout) {
    this.producer = producer;
    this.name = name.getBytes(UTF_8);
    this.timeout = timeout;
    this.answers =
        new TopicFollower(
            "winnow-directory-answers",
            "reading answers about contacts",
            Topics.DIRECTORY_ANSWERS,
            TopicFollower.From.END,
            consumers,
            RETRY_INTERVAL,
            this::heard);
  }

  static KafkaDirectoryLine at(KafkaClients kafka, String name, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Producer<String, byte[]> producer =
        new KafkaProducer<>(
            kafka.producer(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    "winnow-directory-commands",
                    // a few milliseconds, so that many callers share a request
                    ProducerConfig.LINGER_MS_CONFIG,
                    2,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    millis,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    Math.min(millis, 10_000),
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    Math.max(millis, Math.min(millis, 10_000) + 2))),
            new StringSerializer(),
            new ByteArraySerializer());
    return new KafkaDirectoryLine(
        producer, TopicFollower.consumers(kafka, "winnow-directory-answers"), name, timeout);
  }

  /** Begins to listen. The topics must be there. */
  void start() {
    answers.start();
  }

  @Override
  public DirectoryAnswer ask(DirectoryCommand command) {
    long deadline = System.nanoTime() + timeout.toNanos();
    CompletableFuture<DirectoryAnswer> answer = new CompletableFuture<>();
    waiting.put(command.nonce(), answer);
    try {
      awaitListening(deadline);
      byte[] bytes = commands.serialize(Topics.DIRECTORY_COMMANDS.name(), command);
      var _ =
          producer.send(
              new ProducerRecord<>(Topics.DIRECTORY_COMMANDS.name(), command.account(), bytes),
              (_, error) -> {
                if (error != null) {
                  answer.completeExceptionally(error);
                }
              });
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw noAnswer(command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw noAnswer(command, e);
    } finally {
      waiting.remove(command.nonce());
    }
  }

  /** An answer that was given before we listen is not heard. */
  private void awaitListening(long deadline) throws InterruptedException, TimeoutException {
    if (!answers.awaitCaughtUp(Duration.ofNanos(deadline - System.nanoTime()))) {
      throw new TimeoutException(answers.notReady().orElse("not listening"));
    }
  }

  private DirectoryUnavailable noAnswer(DirectoryCommand command, Exception cause) {
    return new DirectoryUnavailable(
        "nobody answered about the directory of account %s within %d s; see whether the verifier runs with its directory and Kafka is reachable, and how the contacts stand, before you try again"
            .formatted(command.account(), timeout.toSeconds()),
        cause);
  }

  private void heard(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || waiting.isEmpty() || !Arrays.equals(name, record.key())) {
      return;
    }
    try {
      DirectoryAnswer answer = serde.deserialize(record.topic(), record.value());
      CompletableFuture<DirectoryAnswer> asked = waiting.get(answer.nonce());
      if (asked != null) {
        asked.complete(answer);
      }
    } catch (SerializationException e) {
      LOG.warn(
          "{}-{} offset {} is no answer and is passed over: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    answers.close();
    producer.close(Duration.ofSeconds(5));
  }
}
