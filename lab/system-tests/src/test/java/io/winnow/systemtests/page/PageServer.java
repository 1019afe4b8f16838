package io.winnow.systemtests.page;

import static org.awaitility.Awaitility.await;

import io.winnow.gateway.ServedAccounts;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.LabWorld;
import io.winnow.lab.world.World;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.DemoAccount;
import io.winnow.standalone.Standalone;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All of Winnow in this process, before a simulated world, with one door open and one locked. */
final class PageServer implements AutoCloseable {
  private final LabWorld world = LabWorld.start();
  private final DataDirectory data = DataDirectory.temporary();
  private final Metrics metrics = new Metrics();
  private final Standalone standalone;
  private final AccountsGate gate;
  private final ServedAccounts accounts;
  private final HttpService open;
  private final HttpService locked;
  private final String key;

  PageServer() throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "winnow.dns.servers",
                world.dnsAddress().getAddress().getHostAddress()
                    + ":"
                    + world.dnsAddress().getPort(),
                "winnow.smtp.allow-private-targets",
                World.LOOPBACK_NETWORK));
    standalone = new Standalone(data, settings, metrics, 0);
    standalone.start();
    gate = standalone.gate();
    gate.start();
    accounts = standalone.accounts(gate, Map.of());
    accounts.start();
    open = serve(new AccessSettings(true, 6_000, 60));
    locked = serve(new AccessSettings(false, 6_000, 60));
    key = DemoAccount.make(accounts, settings).orElseThrow().text();
    await().atMost(Duration.ofMinutes(1)).until(() -> standalone.sink().notReady().isEmpty());
  }

  private HttpService serve(AccessSettings access) {
    List<HttpRoutes> routes = new ArrayList<>();
    routes.add(new AccessFilter(access, gate.view(), gate::caughtUp));
    routes.addAll(standalone.routes());
    routes.addAll(accounts.routes());
    return HttpService.start(HttpSettings.of("127.0.0.1", 0), routes);
  }

  /** Needs no key. */
  String open() {
    return "http://127.0.0.1:" + open.port() + "/";
  }

  /** Needs the {@link #key}. */
  String locked() {
    return "http://127.0.0.1:" + locked.port() + "/";
  }

  /** Of an account with a million credits. */
  String key() {
    return key;
  }

  @Override
  public void close() throws IOException {
    open.close();
    locked.close();
    accounts.close();
    gate.close();
    standalone.close();
    metrics.close();
    data.close();
    world.close();
  }
}
