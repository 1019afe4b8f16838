package io.winnow.gateway.admin;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountKey;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.accounts.AccountsView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Keeps accounts as the admission topology does, and answers commands on the topic's two ends. */
final class FakeBooks extends MockProducer<String, byte[]> {
  private static final TopicPartition ANSWERS =
      new TopicPartition(Topics.ACCOUNT_ANSWERS.name(), 0);

  private final AccountsView view;
  private final JsonSerde<AccountCommand> commands = new JsonSerde<>(AccountCommand.class);
  private final JsonSerde<AccountAnswer> answers = new JsonSerde<>(AccountAnswer.class);
  private long offset;

  /** What the desk listens to. */
  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

  /** Whether anybody answers. */
  boolean answering = true;

  FakeBooks(AccountsView view) {
    super(true, null, new StringSerializer(), new ByteArraySerializer());
    this.view = view;
    Node node = new Node(1, "broker", 9092);
    Node[] nodes = {node};
    consumer.updatePartitions(
        ANSWERS.topic(), List.of(new PartitionInfo(ANSWERS.topic(), 0, node, nodes, nodes)));
    consumer.updateEndOffsets(Map.of(ANSWERS, 0L));
  }

  @Override
  public synchronized Future<RecordMetadata> send(
      ProducerRecord<String, byte[]> command, Callback callback) {
    if (answering) {
      AccountCommand asked = commands.deserialize(command.topic(), command.value());
      byte[] answer = answers.serialize(ANSWERS.topic(), answer(asked));
      consumer.schedulePollTask(
          () ->
              consumer.addRecord(new ConsumerRecord<>(ANSWERS.topic(), 0, offset++, null, answer)));
    }
    return super.send(command, callback);
  }

  private AccountAnswer answer(AccountCommand command) {
    @Nullable Account account = view.account(command.account()).orElse(null);
    if (command instanceof AccountCommand.Add add) {
      if (account != null) {
        return AccountAnswer.refused(command, AccountAnswer.ACCOUNT_EXISTS, "it is there");
      }
      view.put(
          with(
              new Account(
                  Account.VERSION,
                  add.account(),
                  add.unmetered(),
                  List.of(),
                  AccountLimits.NONE,
                  add.credits(),
                  0,
                  1,
                  add.at(),
                  add.at()),
              List.of(),
              AccountLimits.NONE,
              add.credits()));
      return AccountAnswer.done(command);
    }
    if (account == null) {
      return AccountAnswer.refused(command, AccountAnswer.UNKNOWN_ACCOUNT, "it is not there");
    }
    switch (command) {
      case AccountCommand.AddKey add -> {
        List<AccountKey> keys = new ArrayList<>(account.keys());
        keys.add(add.key());
        view.put(with(account, keys, account.limits(), account.balance()));
      }
      case AccountCommand.RevokeKey revoke -> {
        List<AccountKey> keys = new ArrayList<>(account.keys());
        if (!keys.removeIf(key -> key.id().equals(revoke.keyId()))) {
          return AccountAnswer.refused(command, AccountAnswer.UNKNOWN_KEY, "no such key");
        }
        view.put(with(account, keys, account.limits(), account.balance()));
      }
      case AccountCommand.Credit credit -> {
        long balance = account.balance() + credit.credits();
        if (balance < 0) {
          return AccountAnswer.refused(command, AccountAnswer.INSUFFICIENT_CREDITS, "too few");
        }
        view.put(with(account, account.keys(), account.limits(), balance));
      }
      case AccountCommand.Limit limit ->
          view.put(with(account, account.keys(), limit.limits(), account.balance()));
      default -> throw new IllegalArgumentException("not sent by a desk: " + command);
    }
    return AccountAnswer.done(command);
  }

  private static Account with(
      Account account, List<AccountKey> keys, AccountLimits limits, long balance) {
    return new Account(
        Account.VERSION,
        account.name(),
        account.unmetered(),
        keys,
        limits,
        balance,
        0,
        account.ledgerSequence() + 1,
        account.createdAt(),
        account.updatedAt());
  }
}
