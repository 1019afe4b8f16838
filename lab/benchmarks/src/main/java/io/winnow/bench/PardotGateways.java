package io.winnow.bench;

import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.ServedAccounts;
import io.winnow.gateway.ServedContacts;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.accounts.SessionKeys;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.LabWorld;
import io.winnow.lab.world.World;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.Standalone;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A verifier before a simulated world, and two gateways that know nothing of each other, in this
 * process; and a client with an account that has credits without end.
 */
final class PardotGateways implements AutoCloseable {
  private static final String ACCOUNT = "bench";
  private static final int NO_LIMIT = 1_000_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final LabWorld world = LabWorld.start();
  private final DataDirectory data = DataDirectory.temporary();
  private final Metrics metrics = new Metrics();
  private final Standalone standalone;
  private final List<Gateway> gateways = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String userKey;
  private final String apiKey;

  /** One of the gateways. */
  private record Gateway(
      AccountsGate gate, ServedAccounts accounts, ServedContacts contacts, HttpService http) {}

  PardotGateways() throws Exception {
    InetSocketAddress dns = world.dnsAddress();
    Settings settings =
        Settings.of(
            Map.of(
                "winnow.dns.servers",
                dns.getAddress().getHostAddress() + ":" + dns.getPort(),
                "winnow.smtp.allow-private-targets",
                World.LOOPBACK_NETWORK));
    standalone = new Standalone(data, settings, metrics, 0);
    standalone.start();
    gateways.add(gateway());
    gateways.add(gateway());
    ServedAccounts accounts = gateways.getFirst().accounts();
    accounts.desk().add(ACCOUNT, true, 0);
    accounts.desk().limit(ACCOUNT, new AccountLimits(null, null, null, NO_LIMIT));
    Keys.NewKey key = accounts.desk().addKey(ACCOUNT, null);
    for (Gateway gateway : gateways) {
      var _ =
          gateway
              .gate()
              .view()
              .await(ACCOUNT, account -> account.keys().contains(key.stored()), PATIENCE);
    }
    userKey = SessionKeys.userKey(key.text());
    apiKey = gateways.getFirst().gate().view().sessionKey(key.text()).orElseThrow();
  }

  private Gateway gateway() {
    AccountsGate gate = standalone.gate();
    ServedAccounts accounts = standalone.accounts(gate, Map.of());
    ServedContacts contacts = standalone.contacts(gate);
    gate.start();
    accounts.start();
    contacts.start();
    List<HttpRoutes> routes = new ArrayList<>();
    routes.add(
        new AccessFilter(
            new AccessSettings(false, NO_LIMIT, NO_LIMIT), gate.view(), gate::caughtUp));
    routes.addAll(contacts.routes());
    return new Gateway(
        gate, accounts, contacts, HttpService.start(HttpSettings.of("127.0.0.1", 0), routes));
  }

  /**
   * Sends prospects to one of the gateways.
   *
   * @param call whichever it is: even ones to the first, odd ones to the second
   * @param prospects the document, in JSON
   */
  HttpResponse<String> batchUpsert(int call, Object prospects)
      throws IOException, InterruptedException {
    String document = Json.MAPPER.writeValueAsString(Map.of("prospects", prospects));
    return send(
        call, "batchUpsert", "prospects=" + URLEncoder.encode(document, StandardCharsets.UTF_8));
  }

  /** Asks one of the gateways for something, in JSON. */
  HttpResponse<String> send(int call, String operation, String parameters)
      throws IOException, InterruptedException {
    int port = gateways.get(call % gateways.size()).http().port();
    return http.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/prospect/version/3/do/%s?format=json"
                        .formatted(port, operation)))
            .header("Authorization", "Pardot api_key=%s, user_key=%s".formatted(apiKey, userKey))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(parameters))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    http.close();
    for (Gateway gateway : gateways) {
      gateway.http().close();
      gateway.contacts().close();
      gateway.accounts().close();
      gateway.gate().close();
    }
    standalone.close();
    metrics.close();
    data.close();
    world.close();
  }
}
