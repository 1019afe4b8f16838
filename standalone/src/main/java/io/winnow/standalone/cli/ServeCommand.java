package io.winnow.standalone.cli;

import io.winnow.gateway.ServedAccounts;
import io.winnow.gateway.ServedContacts;
import io.winnow.gateway.admin.AdminSettings;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.lifecycle.Stop;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.process.OperatorSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.AdminAddress;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.KnownSettings;
import io.winnow.standalone.Standalone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow serve}: all of Winnow as a server on one port. */
@Command(
    name = "serve",
    description = "Runs Winnow as a server, with its own Kafka broker.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Mixin private final OperatorSettings operators = new OperatorSettings();

  @Option(names = "--port", description = "For HTTP; 0 for any free one (default: 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--kafka-port",
      defaultValue = "0",
      description = "For Kafka clients, on loopback; 0 for any free one (default).")
  private int kafkaPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "winnow-data",
      description = "Keeps jobs and results; made when new (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @Option(names = "--lab", description = "Verifies in a simulated world, not on the Internet.")
  private boolean withLab;

  @Option(names = "--open", description = "Needs no key; only for the machine's own users.")
  private boolean open;

  @Override
  public Integer call() throws Exception {
    try (@Nullable Lab lab = withLab ? Lab.start() : null) {
      Settings settings = operators.load(KnownSettings.ALL, Map.of());
      if (lab != null) {
        settings = settings.with(lab.settings());
      }
      if (port != null) {
        settings = settings.with(Map.of("winnow.http.port", Integer.toString(port)));
      }
      if (open) {
        settings = settings.with(Map.of(AccessSettings.OPEN.key(), "true"));
      }
      Logging.configure(settings);
      EmbeddedNoise.quiet();
      serve(settings);
    }
    return 0;
  }

  private void serve(Settings settings) throws Exception {
    HttpSettings httpSettings = HttpSettings.from(settings);
    Map<String, String> admin = adminSettings(settings);
    Stop stop = Stop.onSignal();
    try (DataDirectory data = openData();
        Metrics metrics = new Metrics();
        Standalone standalone = new Standalone(data, settings, metrics, kafkaPort);
        AccountsGate gate = standalone.gate();
        ServedAccounts accounts = standalone.accounts(gate, admin);
        ServedContacts contacts = standalone.contacts(gate)) {
      Health health = new Health();
      standalone.addTo(health);
      gate.addTo(health);
      accounts.addTo(health);
      contacts.addTo(health);
      List<HttpRoutes> routes = new ArrayList<>(List.of(metrics, gate.filter(), health));
      routes.addAll(standalone.routes());
      routes.addAll(accounts.routes());
      routes.addAll(contacts.routes());
      try (HttpService http = HttpService.start(httpSettings, routes)) {
        standalone.start();
        gate.start();
        accounts.start();
        contacts.start();
        standalone.applications().forEach(metrics::bind);
        new AdminAddress(
                "http://%s:%d"
                    .formatted(
                        settings.get(AdminSettings.HOST), accounts.adminPort().orElseThrow()),
                settings.with(admin).get(AdminSettings.TOKEN))
            .write(data);
        new Greeting(spec.commandLine().getOut())
            .print(
                "%s://%s:%d".formatted(httpSettings.scheme(), httpSettings.host(), http.port()),
                standalone.bootstrapServers(),
                data,
                accounts,
                settings);
        stop.await();
        AdminAddress.clear(data);
      }
    } finally {
      stop.done();
    }
  }

  /** There always is one, so that the command line reaches this server's accounts. */
  private static Map<String, String> adminSettings(Settings settings) {
    String port = settings.get(AdminSettings.PORT);
    String token = settings.get(AdminSettings.TOKEN);
    return Map.of(
        AdminSettings.PORT.key(), port.isEmpty() ? "0" : port,
        AdminSettings.TOKEN.key(), token.isEmpty() ? AdminAddress.newToken() : token);
  }

  private DataDirectory openData() throws Exception {
    try {
      return DataDirectory.at(directory);
    } catch (IOException e) {
      throw CommandFailure.badInput(
          "cannot use data directory %s: %s; name another with --data"
              .formatted(directory, FileFaults.reason(e)),
          e);
    }
  }
}
