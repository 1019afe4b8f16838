package io.winnow.kit.accounts;

import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has things done to accounts: sends commands and waits for their answers, each by its nonce. All
 * methods throw {@link CommandRefused} when it was not done. Safe for concurrent use.
 */
public final class AccountDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccountDesk.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final Producer<String, byte[]> producer;
  private final Keys keys;
  private final Clock clock;
  private final Duration timeout;
  private final TopicFollower answers;
  private final JsonSerde<AccountCommand> commands = new JsonSerde<>(AccountCommand.class);
  private final JsonSerde<AccountAnswer> serde = new JsonSerde<>(AccountAnswer.class);
  private final Map<String, CompletableFuture<AccountAnswer>> waiting = new ConcurrentHashMap<>();

  /**
   * @param producer which the desk closes
   * @param consumers of committed records, without a group
   * @param timeout how long an answer is waited for
   */
  public AccountDesk(
      Producer<String, byte[]> producer,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Keys keys,
      Clock clock,
      Duration timeout) {
    this.producer = producer;
    this.keys = keys;
    this.clock = clock;
    this.timeout = timeout;
    this.answers =
        new TopicFollower(
            "winnow-account-answers",
            "reading answers about accounts",
            Topics.ACCOUNT_ANSWERS,
            TopicFollower.From.END,
            consumers,
            RETRY_INTERVAL,
            this::heard);
  }

  /** A desk at a real cluster. */
  public static AccountDesk at(KafkaClients kafka, Keys keys, Clock clock, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Producer<String, byte[]> producer =
        new KafkaProducer<>(
            kafka.producer(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    "winnow-account-commands",
                    ProducerConfig.LINGER_MS_CONFIG,
                    0,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    millis,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    Math.min(millis, 10_000),
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                    millis)),
            new StringSerializer(),
            new ByteArraySerializer());
    return new AccountDesk(
        producer, TopicFollower.consumers(kafka, "winnow-account-answers"), keys, clock, timeout);
  }

  /** Begins to listen. The topics must be there. */
  public void start() {
    answers.start();
  }

  /**
   * Adds an account.
   *
   * @param unmetered whether it needs no credits
   * @param credits to begin with, not negative
   * @throws IllegalArgumentException when that cannot be a name, or credits are negative
   */
  public void add(String name, boolean unmetered, long credits) {
    if (name.equals(LocalAccount.NAME)) {
      throw new IllegalArgumentException(
          "account name '" + name + "' is for requests that need no key; choose another");
    }
    ask(new AccountCommand.Add(AccountCommand.VERSION, name, nonce(), now(), unmetered, credits));
  }

  /**
   * Makes a key of an account.
   *
   * @param label what people call it; null when nobody said
   */
  public Keys.NewKey addKey(String account, @Nullable String label) {
    Keys.NewKey key = keys.make(label, now());
    ask(new AccountCommand.AddKey(AccountCommand.VERSION, account, nonce(), now(), key.stored()));
    return key;
  }

  /** Makes a key good for nothing. */
  public void revokeKey(String account, String keyId) {
    ask(new AccountCommand.RevokeKey(AccountCommand.VERSION, account, nonce(), now(), keyId));
  }

  /**
   * Adds credits, or takes free ones away.
   *
   * @param note for people; null when there is none
   */
  public void credit(String account, long credits, @Nullable String note) {
    ask(new AccountCommand.Credit(AccountCommand.VERSION, account, nonce(), now(), credits, note));
  }

  /** Sets an account's own limits. */
  public void limit(String account, AccountLimits limits) {
    ask(new AccountCommand.Limit(AccountCommand.VERSION, account, nonce(), now(), limits));
  }

  private static String nonce() {
    return UUID.randomUUID().toString();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void ask(AccountCommand command) {
    long deadline = System.nanoTime() + timeout.toNanos();
    CompletableFuture<AccountAnswer> answer = new CompletableFuture<>();
    waiting.put(command.nonce(), answer);
    try {
      awaitListening(deadline);
      byte[] bytes = commands.serialize(Topics.ACCOUNT_COMMANDS.name(), command);
      var _ =
          producer.send(
              new ProducerRecord<>(Topics.ACCOUNT_COMMANDS.name(), command.account(), bytes),
              (_, error) -> {
                if (error != null) {
                  answer.completeExceptionally(error);
                }
              });
      AccountAnswer answered =
          answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (answered.code() != null) {
        throw new CommandRefused(answered.code(), String.valueOf(answered.message()), null);
      }
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

  private CommandRefused noAnswer(AccountCommand command, Exception cause) {
    return new CommandRefused(
        CommandRefused.NO_ANSWER,
        "nobody answered about account %s within %d s; see whether the verifier runs and Kafka is reachable, and what became of the account, before you try again"
            .formatted(command.account(), timeout.toSeconds()),
        cause);
  }

  private void heard(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || waiting.isEmpty()) {
      return;
    }
    try {
      AccountAnswer answer = serde.deserialize(record.topic(), record.value());
      CompletableFuture<AccountAnswer> asked = waiting.get(answer.nonce());
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
