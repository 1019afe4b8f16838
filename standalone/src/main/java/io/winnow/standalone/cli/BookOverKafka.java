package io.winnow.standalone.cli;

import io.winnow.contracts.AccountLimits;
import io.winnow.gateway.admin.AdminResources;
import io.winnow.kit.accounts.AccountDesk;
import io.winnow.kit.accounts.AccountFeeds;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.CommandRefused;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of a cluster, by its topics. */
final class BookOverKafka implements AccountBook {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration UNTIL_READ = Duration.ofSeconds(20);

  private final String cluster;
  private final AccountsView view;
  private final TopicFollower accounts;
  private final AccountDesk desk;

  private BookOverKafka(KafkaClients kafka) {
    this.cluster = kafka.bootstrapServers();
    Keys keys = new Keys();
    this.view = new AccountsView(keys);
    this.accounts = AccountFeeds.accounts(TopicFollower.consumers(kafka, "winnow-accounts"), view);
    this.desk = AccountDesk.at(kafka, keys, Clock.systemUTC(), COMMAND_TIMEOUT);
  }

  /** Returns when the accounts are read. */
  static BookOverKafka open(KafkaClients kafka) throws InterruptedException {
    BookOverKafka book = new BookOverKafka(kafka);
    boolean read = false;
    try {
      book.accounts.start();
      book.desk.start();
      book.awaitRead();
      read = true;
      return book;
    } finally {
      if (!read) {
        book.close();
      }
    }
  }

  private void awaitRead() throws InterruptedException {
    if (!accounts.awaitCaughtUp(UNTIL_READ)) {
      String why = accounts.notReady().orElse("they are not read yet");
      throw CommandFailure.badInput(
          "cannot read the accounts of the Kafka cluster at %s: %s; see whether it runs and a Winnow service has made its topics"
              .formatted(cluster, why),
          new IllegalStateException(why));
    }
  }

  @Override
  public List<AdminResources.One> all() {
    return view.all().stream().map(AdminResources.One::of).toList();
  }

  @Override
  public void add(String name, boolean unmetered, long credits) {
    done(() -> desk.add(name, unmetered, credits));
  }

  @Override
  public AdminResources.Key addKey(String account, @Nullable String label) {
    try {
      return AdminResources.Key.of(desk.addKey(account, label));
    } catch (CommandRefused e) {
      throw CommandFailure.badInput(e.detail(), e);
    }
  }

  @Override
  public void revokeKey(String account, String keyId) {
    done(() -> desk.revokeKey(account, keyId));
  }

  @Override
  public void credit(String account, long credits, @Nullable String note) {
    done(() -> desk.credit(account, credits, note));
  }

  @Override
  public void limit(String account, AccountLimits limits) {
    done(() -> desk.limit(account, limits));
  }

  private static void done(Runnable command) {
    try {
      command.run();
    } catch (CommandRefused e) {
      throw CommandFailure.badInput(e.detail(), e);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try (accounts;
        desk) {
      // closed in reverse, each even if the other one fails
    }
  }
}
