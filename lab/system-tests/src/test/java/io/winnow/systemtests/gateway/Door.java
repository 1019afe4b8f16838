package io.winnow.systemtests.gateway;

import io.winnow.gateway.GatewaySettings;
import io.winnow.gateway.account.AccountRoutes;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.accounts.AccountFeeds;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.accounts.LedgerView;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import io.winnow.kit.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/** A server that asks for keys, and tells accounts of themselves. */
final class Door implements AutoCloseable {
  private final TopicFollower accounts;
  private final TopicFollower entries;
  private final HttpService http;

  private Door(Settings settings, List<HttpRoutes> behind) {
    KafkaClients kafka = KafkaClients.from(settings);
    AccessSettings access = AccessSettings.from(settings);
    AccountsView view = new AccountsView(new Keys());
    LedgerView ledger = new LedgerView();
    accounts = AccountFeeds.accounts(TopicFollower.consumers(kafka, "door-accounts"), view);
    entries = AccountFeeds.ledger(TopicFollower.consumers(kafka, "door-ledger"), ledger);
    List<HttpRoutes> routes = new ArrayList<>();
    routes.add(new AccessFilter(access, view, accounts::caughtUp));
    routes.addAll(behind);
    routes.add(
        new AccountRoutes(
            view,
            ledger,
            () -> accounts.caughtUp() && entries.caughtUp(),
            GatewaySettings.from(settings).limits(),
            access));
    http = HttpService.start(HttpSettings.of("127.0.0.1", 0), routes);
    accounts.start();
    entries.start();
  }

  static Door open(Settings settings, List<HttpRoutes> behind) {
    return new Door(settings, behind);
  }

  String url() {
    return "http://127.0.0.1:" + http.port();
  }

  @Override
  public void close() {
    try (http;
        accounts;
        entries) {
      // closed in reverse, each even if another one fails
    }
  }
}
