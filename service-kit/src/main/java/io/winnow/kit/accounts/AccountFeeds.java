package io.winnow.kit.accounts;

import io.winnow.contracts.Account;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the views of accounts as the topics have them. */
public final class AccountFeeds {
  private static final Logger LOG = LoggerFactory.getLogger(AccountFeeds.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private AccountFeeds() {}

  /**
   * A follower of {@link Topics#ACCOUNTS}, to be started.
   *
   * @param consumers as {@link TopicFollower#consumers} makes them
   */
  public static TopicFollower accounts(
      Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
      AccountsView view) {
    JsonSerde<Account> serde = new JsonSerde<>(Account.class);
    return new TopicFollower(
        "winnow-accounts",
        "reading the accounts",
        Topics.ACCOUNTS,
        TopicFollower.From.BEGINNING,
        consumers,
        RETRY_INTERVAL,
        record -> {
          if (record.value() == null) {
            view.remove(new String(record.key(), StandardCharsets.UTF_8));
          } else {
            apply(serde, record, view::put);
          }
        });
  }

  /** The same of {@link Topics#LEDGER}. */
  public static TopicFollower ledger(
      Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
      LedgerView view) {
    JsonSerde<LedgerEntry> serde = new JsonSerde<>(LedgerEntry.class);
    return new TopicFollower(
        "winnow-ledger",
        "reading the ledger",
        Topics.LEDGER,
        TopicFollower.From.BEGINNING,
        consumers,
        RETRY_INTERVAL,
        record -> {
          if (record.value() != null) {
            apply(serde, record, view::put);
          }
        });
  }

  private static <T> void apply(
      JsonSerde<T> serde, ConsumerRecord<byte[], byte[]> record, Consumer<T> reader) {
    T value;
    try {
      value = serde.deserialize(record.topic(), record.value());
    } catch (SerializationException e) {
      LOG.error(
          "{}-{} offset {} cannot be read and is passed over",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
      return;
    }
    reader.accept(value);
  }
}
