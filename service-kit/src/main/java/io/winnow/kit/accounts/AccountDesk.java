package io.winnow.kit.accounts;

import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.CommandLine;
import io.winnow.kit.kafka.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Has things done to accounts: sends commands and waits for their answers, each by its nonce. All
 * methods throw {@link CommandRefused} when it was not done. Safe for concurrent use.
 */
public final class AccountDesk implements AutoCloseable {
  private static final CommandLine.Language<AccountCommand, AccountAnswer> LANGUAGE =
      new CommandLine.Language<>(
          "account",
          Topics.ACCOUNT_COMMANDS,
          Topics.ACCOUNT_ANSWERS,
          new JsonSerde<>(AccountCommand.class),
          new JsonSerde<>(AccountAnswer.class),
          AccountCommand::account,
          AccountCommand::nonce,
          AccountAnswer::nonce);

  private final CommandLine<AccountCommand, AccountAnswer> line;
  private final Keys keys;
  private final Clock clock;
  private final Duration timeout;

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
    this(new CommandLine<>(LANGUAGE, producer, consumers, null, timeout), keys, clock, timeout);
  }

  private AccountDesk(
      CommandLine<AccountCommand, AccountAnswer> line, Keys keys, Clock clock, Duration timeout) {
    this.line = line;
    this.keys = keys;
    this.clock = clock;
    this.timeout = timeout;
  }

  /** A desk at a real cluster. */
  public static AccountDesk at(KafkaClients kafka, Keys keys, Clock clock, Duration timeout) {
    return new AccountDesk(CommandLine.at(kafka, LANGUAGE, null, 0, timeout), keys, clock, timeout);
  }

  /** Begins to listen. The topics must be there. */
  public void start() {
    line.start();
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
    AccountAnswer answered;
    try {
      answered = line.ask(command);
    } catch (CommandLine.NoAnswer e) {
      throw new CommandRefused(
          CommandRefused.NO_ANSWER,
          "nobody answered about account %s within %d s; see whether the verifier runs and Kafka is reachable, and what became of the account, before you try again"
              .formatted(command.account(), timeout.toSeconds()),
          e);
    }
    if (answered.code() != null) {
      throw new CommandRefused(answered.code(), String.valueOf(answered.message()), null);
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
