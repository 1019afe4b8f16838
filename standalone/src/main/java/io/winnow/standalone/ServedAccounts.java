package io.winnow.standalone;

import io.winnow.gateway.GatewaySettings;
import io.winnow.gateway.account.AccountRoutes;
import io.winnow.gateway.admin.AdminRoutes;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.accounts.AccountDesk;
import io.winnow.kit.accounts.AccountFeeds;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.accounts.LedgerView;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import io.winnow.kit.settings.Settings;
import java.time.Clock;
import java.time.Duration;

/** The accounts as a server needs them: who may come in, and what the operator does to them. */
public final class ServedAccounts implements AutoCloseable {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);

  private final GatewaySettings gateway;
  private final AccessSettings access;
  private final AccountsView view;
  private final LedgerView ledger = new LedgerView();
  private final TopicFollower accounts;
  private final TopicFollower entries;
  private final AccountDesk desk;

  /**
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   */
  ServedAccounts(Settings settings, KafkaClients kafka) {
    this.gateway = GatewaySettings.from(settings);
    this.access = AccessSettings.from(settings);
    Keys keys = new Keys();
    this.view = new AccountsView(keys);
    this.accounts = AccountFeeds.accounts(TopicFollower.consumers(kafka, "winnow-accounts"), view);
    this.entries = AccountFeeds.ledger(TopicFollower.consumers(kafka, "winnow-ledger"), ledger);
    this.desk = AccountDesk.at(kafka, keys, Clock.systemUTC(), COMMAND_TIMEOUT);
  }

  /** Begins to read the accounts. The topics must be there. */
  public void start() {
    accounts.start();
    entries.start();
    desk.start();
  }

  /** Whether requests need no key. */
  public boolean open() {
    return access.open();
  }

  /** All accounts. */
  public AccountsView view() {
    return view;
  }

  /**
   * Waits until {@link #view} holds all that there were at the start.
   *
   * @param most how long
   * @return whether it does
   */
  boolean awaitCaughtUp(Duration most) throws InterruptedException {
    return accounts.awaitCaughtUp(most);
  }

  /** Whether {@link #view} holds all that there were at the start. */
  public boolean caughtUp() {
    return accounts.caughtUp();
  }

  /** Where things are done to accounts. */
  public AccountDesk desk() {
    return desk;
  }

  /** Stands before all other routes. */
  public HttpRoutes filter() {
    return new AccessFilter(access, view, accounts::caughtUp);
  }

  /** What accounts are told of themselves. */
  public HttpRoutes routes() {
    return new AccountRoutes(
        view, ledger, () -> accounts.caughtUp() && entries.caughtUp(), gateway.limits(), access);
  }

  /** The operator's interface, which has a server of its own. */
  public HttpRoutes adminRoutes(String token) {
    return new AdminRoutes(view, accounts::caughtUp, desk, token);
  }

  /** Tells how it is. */
  public void addTo(Health health) {
    health.live("accounts", () -> condition(accounts.alive(), "a thread has ended"));
    health.ready(
        "accounts", () -> condition(accounts.notReady().isEmpty(), accounts.notReady().orElse("")));
  }

  private static Health.Condition condition(boolean up, String otherwise) {
    return new Health.Condition(up, up ? "up" : otherwise);
  }

  @Override
  public void close() {
    try (accounts;
        entries;
        desk) {
      // closed in reverse, each even if another one fails
    }
  }
}
