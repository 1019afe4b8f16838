package io.winnow.systemtests.security;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Level;
import io.winnow.gateway.GatewayRights;
import io.winnow.gateway.GatewayService;
import io.winnow.gateway.SpooledList;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.accounts.AccountDesk;
import io.winnow.kit.accounts.AccountFeeds;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.accounts.LedgerView;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.kafka.ClusterStart;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.Rights;
import io.winnow.kit.kafka.TopicFollower;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.SinkRights;
import io.winnow.sink.SinkService;
import io.winnow.verifier.VerifierRights;
import io.winnow.verifier.VerifierService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The three services in this process, each as a user of its own who may do what it needs. */
final class GuardedServices implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Metrics metrics = new Metrics();
  private final GatewayService gateway;
  private final AccountDesk desk;
  private final LedgerView ledger = new LedgerView();
  private final TopicFollower entries;
  private final VerifierService verifier;
  private final SinkService sink;

  private GuardedServices(GuardedCluster cluster, Path directory, Map<String, String> lab)
      throws IOException {
    MeterRegistry meters = metrics.registry();
    Settings ofGateway = settings(cluster, GatewayRights.ALL, directory, lab);
    KafkaClients gatewayClients = KafkaClients.from(ofGateway);
    gateway = new GatewayService(ofGateway, gatewayClients, meters);
    desk = AccountDesk.at(gatewayClients, new Keys(), Clock.systemUTC(), PATIENCE);
    entries = AccountFeeds.ledger(TopicFollower.consumers(gatewayClients, "ledger"), ledger);
    Settings ofVerifier = settings(cluster, VerifierRights.ALL, directory, lab);
    verifier = new VerifierService(ofVerifier, KafkaClients.from(ofVerifier), meters);
    Settings ofSink = settings(cluster, SinkRights.ALL, directory, lab);
    KafkaClients sinkClients = KafkaClients.from(ofSink);
    AccountsGate gate = new AccountsGate(AccessSettings.from(ofSink), sinkClients);
    sink = new SinkService(ofSink, sinkClients, meters, gate);
  }

  private static Settings settings(
      GuardedCluster cluster, Rights rights, Path directory, Map<String, String> lab)
      throws IOException {
    Map<String, String> settings = new HashMap<>(cluster.settings(rights.service()));
    settings.putAll(GuardedCluster.SMALL);
    settings.putAll(lab);
    settings.put("winnow.webhooks.allow-private-targets", "127.0.0.0/8");
    settings.put("winnow.directory.enabled", "true");
    settings.put("winnow.spool.directory", directory.resolve("spool").toString());
    settings.put("winnow.verifier.state-directory", directory.resolve("state").toString());
    settings.put("winnow.sink.directory", directory.resolve("results").toString());
    settings.put("winnow.webhooks.state-directory", directory.resolve("webhooks").toString());
    Settings loaded = cluster.load(settings);
    ClusterStart.prepare(KafkaClients.from(loaded), TopicSettings.from(loaded), rights);
    return loaded;
  }

  /**
   * Starts them.
   *
   * @param lab settings of a world to verify against
   */
  static GuardedServices start(GuardedCluster cluster, Path directory, Map<String, String> lab)
      throws IOException {
    GuardedServices services = new GuardedServices(cluster, directory, lab);
    for (Service service : List.of(services.verifier, services.sink)) {
      service.start();
      service.applications().forEach(services.metrics::bind);
    }
    services.desk.start();
    services.entries.start();
    services.gateway.start();
    return services;
  }

  /** Adds an account that has credits and a key. */
  void account(String name, long credits) {
    desk.add(name, false, credits);
    var _ = desk.addKey(name, "of a test");
  }

  /** Waits until the account's ledger holds so many entries. */
  void awaitLedger(String account, int size) {
    await()
        .atMost(PATIENCE)
        .until(() -> ledger.newestFirst(account, Long.MAX_VALUE, 100).size() >= size);
  }

  /** Verifies a list on behalf of an account, and returns the file with the verdicts. */
  String verified(String account, Level level, String list) throws IOException {
    UploadRequest request =
        new UploadRequest("list.csv", level, new ListHints(ListFormat.CSV, null, null))
            .by(account)
            .asking(new JobOptions("http://127.0.0.1:9/nobody", null, Dedupe.OFF, null, null));
    byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
    JobId id;
    try (SpooledList spooled = gateway.gateway().spool(request, new ByteArrayInputStream(bytes))) {
      id = gateway.gateway().admit(spooled);
    }
    Job job =
        await()
            .atMost(PATIENCE)
            .until(
                () -> sink.sink().jobs().job(id).orElse(null),
                found -> found != null && found.state().terminal());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean whole = sink.sink().writeResults(job.id(), out);
    if (!whole) {
      throw new AssertionError("not all of " + job);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** All that they measure, seen by a client of a server that measures its requests too. */
  String scraped() throws IOException, InterruptedException {
    try (HttpService http = HttpService.start(HttpSettings.of("127.0.0.1", 0), List.of(metrics));
        HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + http.port() + "/metrics");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      var _ = client.send(request, HttpResponse.BodyHandlers.discarding());
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /** What keeps them from their work. */
  List<String> troubles() {
    Health health = new Health();
    for (Service service : List.of(gateway, verifier, sink)) {
      service.addTo(health);
    }
    return health.notReady();
  }

  @Override
  public void close() throws IOException {
    try (metrics;
        sink;
        verifier;
        entries;
        desk;
        gateway) {
      // closed in reverse, each even if another one fails
    }
  }
}
