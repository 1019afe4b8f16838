package io.winnow.gateway;

import io.winnow.gateway.account.AccountRoutes;
import io.winnow.gateway.admin.AdminRoutes;
import io.winnow.gateway.admin.AdminSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.accounts.AccountDesk;
import io.winnow.kit.accounts.AccountFeeds;
import io.winnow.kit.accounts.LedgerView;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** The accounts as a server needs them: what they are told, and what the operator does to them. */
public final class ServedAccounts implements Service {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);

  private final GatewaySettings gateway;
  private final AccountsGate gate;
  private final @Nullable AdminSettings admin;
  private final LedgerView ledger = new LedgerView();
  private final TopicFollower entries;
  private final AccountDesk desk;
  private volatile @Nullable HttpService adminHttp;

  /**
   * @param gate is not closed with this
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   */
  public ServedAccounts(Settings settings, KafkaClients kafka, AccountsGate gate) {
    this.gateway = GatewaySettings.from(settings);
    this.admin = AdminSettings.from(settings).orElse(null);
    this.gate = gate;
    this.entries = AccountFeeds.ledger(TopicFollower.consumers(kafka, "winnow-ledger"), ledger);
    this.desk = AccountDesk.at(kafka, gate.keys(), Clock.systemUTC(), COMMAND_TIMEOUT);
  }

  @Override
  public void start() {
    entries.start();
    desk.start();
    AdminSettings wanted = admin;
    if (wanted != null) {
      adminHttp =
          HttpService.start(
              wanted.http(),
              List.of(new AdminRoutes(gate.view(), gate::caughtUp, desk, wanted.token())));
    }
  }

  /** Where the operator's interface is, which has a server of its own; empty when there is none. */
  public OptionalInt adminPort() {
    HttpService started = adminHttp;
    return started == null ? OptionalInt.empty() : OptionalInt.of(started.port());
  }

  /** Who may come in. */
  public AccountsGate gate() {
    return gate;
  }

  /** Where things are done to accounts. */
  public AccountDesk desk() {
    return desk;
  }

  /** What accounts are told of themselves. */
  @Override
  public List<HttpRoutes> routes() {
    return List.of(
        new AccountRoutes(
            gate.view(),
            ledger,
            () -> gate.caughtUp() && entries.caughtUp(),
            gateway.limits(),
            gate.settings()));
  }

  @Override
  public void addTo(Health health) {
    health.live("ledger", () -> Health.Condition.of(entries.alive(), "a thread has ended"));
    health.ready("ledger", () -> Health.Condition.of(entries.notReady()));
  }

  @Override
  public List<KafkaStreams> applications() {
    return List.of();
  }

  @Override
  public void close() {
    HttpService started = adminHttp;
    if (started != null) {
      started.close();
    }
    try (entries;
        desk) {
      // closed in reverse, each even if another one fails
    }
  }
}
