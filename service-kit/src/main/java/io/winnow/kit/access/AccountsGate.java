package io.winnow.kit.access;

import io.winnow.kit.accounts.AccountFeeds;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import java.time.Duration;

/** Who may come in: the accounts as the topic has them, and what stands before all routes. */
public final class AccountsGate implements AutoCloseable {
  private final AccessSettings settings;
  private final Keys keys = new Keys();
  private final AccountsView view = new AccountsView(keys);
  private final TopicFollower accounts;

  public AccountsGate(AccessSettings settings, KafkaClients kafka) {
    this.settings = settings;
    this.accounts = AccountFeeds.accounts(TopicFollower.consumers(kafka, "winnow-accounts"), view);
  }

  /** Begins to read the accounts. The topics must be there. */
  public void start() {
    accounts.start();
  }

  /** What an operator has set about it. */
  public AccessSettings settings() {
    return settings;
  }

  /** How keys are made and known again. */
  public Keys keys() {
    return keys;
  }

  /** All accounts. */
  public AccountsView view() {
    return view;
  }

  /** Whether {@link #view} holds all that there were at the start. */
  public boolean caughtUp() {
    return accounts.caughtUp();
  }

  /**
   * Waits until {@link #view} holds all that there were at the start.
   *
   * @param most how long
   * @return whether it does
   */
  public boolean awaitCaughtUp(Duration most) throws InterruptedException {
    return accounts.awaitCaughtUp(most);
  }

  /** Stands before all other routes. */
  public HttpRoutes filter() {
    return new AccessFilter(settings, view, accounts::caughtUp);
  }

  /** Tells how it is. */
  public void addTo(Health health) {
    health.live("accounts", () -> Health.Condition.of(accounts.alive(), "a thread has ended"));
    health.ready("accounts", () -> Health.Condition.of(accounts.notReady()));
  }

  @Override
  public void close() {
    accounts.close();
  }
}
