package io.winnow.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.Topic;
import io.winnow.contracts.json.JsonSerde;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commands over Kafka, each under the name of what it is about, and hears their answers when
 * the transactions that these are in have committed. Whoever asks waits on their own thread; what
 * is kept is one entry for each of them. Safe for concurrent use.
 *
 * @param <C> commands
 * @param <A> answers
 */
public final class CommandLine<C, A> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandLine.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final int LONGEST_REQUEST_MILLIS = 10_000;

  private final Language<C, A> language;
  private final Producer<String, byte[]> producer;
  private final byte @Nullable [] name;
  private final Duration timeout;
  private final TopicFollower follower;
  private final Map<String, CompletableFuture<A>> waiting = new ConcurrentHashMap<>();

  /**
   * What is said on a line.
   *
   * @param subject of it, such as {@code account}: in names of threads and clients
   * @param commands where they go
   * @param answers where they come
   * @param command how commands are written
   * @param answer how answers are read
   * @param key under which a command goes
   * @param asked the nonce of a command
   * @param answered the nonce of the command that is answered
   */
  public record Language<C, A>(
      String subject,
      Topic commands,
      Topic answers,
      JsonSerde<C> command,
      JsonSerde<A> answer,
      Function<C, String> key,
      Function<C, String> asked,
      Function<A, String> answered) {}

  /** Nobody has answered: what was asked may be done later, or not. */
  public static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    private NoAnswer(Throwable cause) {
      super(cause);
    }
  }

  /**
   * @param producer which the line closes
   * @param consumers of committed records, without a group
   * @param name of who asks, under which its answers come; null when they come under other names,
   *     and all of them are looked at
   * @param timeout how long an answer is waited for
   */
  public CommandLine(
      Language<C, A> language,
      Producer<String, byte[]> producer,
      Supplier<Consumer<byte[], byte[]>> consumers,
      @Nullable String name,
      Duration timeout) {
    this.language = language;
    this.producer = producer;
    this.name = name == null ? null : name.getBytes(UTF_8);
    this.timeout = timeout;
    this.follower =
        new TopicFollower(
            "winnow-" + language.subject + "-answers",
            "reading answers to " + language.subject + " commands",
            language.answers,
            TopicFollower.From.END,
            consumers,
            RETRY_INTERVAL,
            this::heard);
  }

  /**
   * A line at a real cluster.
   *
   * @param lingerMillis how long a command may wait for others to share a request
   */
  public static <C, A> CommandLine<C, A> at(
      KafkaClients kafka,
      Language<C, A> language,
      @Nullable String name,
      int lingerMillis,
      Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    int request = Math.min(millis, LONGEST_REQUEST_MILLIS);
    Producer<String, byte[]> producer =
        new KafkaProducer<>(
            kafka.producer(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    "winnow-" + language.subject + "-commands",
                    ProducerConfig.LINGER_MS_CONFIG,
                    lingerMillis,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    millis,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    request,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    Math.max(millis, request + lingerMillis))),
            new StringSerializer(),
            new ByteArraySerializer());
    return new CommandLine<>(
        language,
        producer,
        TopicFollower.consumers(kafka, "winnow-" + language.subject + "-answers"),
        name,
        timeout);
  }

  /** Begins to listen. The topics must be there. */
  public void start() {
    follower.start();
  }

  /**
   * Has something done; waits until it is done for good.
   *
   * @throws NoAnswer when nobody answers in time, Kafka fails, or the thread is interrupted
   */
  public A ask(C command) throws NoAnswer {
    long deadline = System.nanoTime() + timeout.toNanos();
    String nonce = language.asked.apply(command);
    CompletableFuture<A> answer = new CompletableFuture<>();
    waiting.put(nonce, answer);
    try {
      awaitListening(deadline);
      byte[] bytes = language.command.serialize(language.commands.name(), command);
      var _ =
          producer.send(
              new ProducerRecord<>(language.commands.name(), language.key.apply(command), bytes),
              (_, error) -> {
                if (error != null) {
                  answer.completeExceptionally(error);
                }
              });
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new NoAnswer(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer(e);
    } finally {
      waiting.remove(nonce);
    }
  }

  /** An answer that was given before we listen is not heard. */
  private void awaitListening(long deadline) throws InterruptedException, TimeoutException {
    if (!follower.awaitCaughtUp(Duration.ofNanos(deadline - System.nanoTime()))) {
      throw new TimeoutException(follower.notReady().orElse("not listening"));
    }
  }

  /** Of answers to others only the keys are looked at, where those tell. */
  private void heard(ConsumerRecord<byte[], byte[]> record) {
    boolean ours = name == null || Arrays.equals(name, record.key());
    if (record.value() == null || waiting.isEmpty() || !ours) {
      return;
    }
    try {
      A answer = language.answer.deserialize(record.topic(), record.value());
      CompletableFuture<A> asked = waiting.get(language.answered.apply(answer));
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
    follower.close();
    producer.close(GOODBYE);
  }
}
