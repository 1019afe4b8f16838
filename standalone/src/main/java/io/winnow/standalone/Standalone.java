package io.winnow.standalone;

import io.winnow.contracts.Topics;
import io.winnow.gateway.GatewayService;
import io.winnow.gateway.GatewaySettings;
import io.winnow.gateway.IngestGateway;
import io.winnow.gateway.ServedAccounts;
import io.winnow.gateway.ServedContacts;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.accounts.LocalAccount;
import io.winnow.kit.files.PrivateFiles;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkService;
import io.winnow.sink.SinkSettings;
import io.winnow.sink.webhooks.WebhookSettings;
import io.winnow.sink.webhooks.Webhooks;
import io.winnow.standalone.broker.EmbeddedBroker;
import io.winnow.standalone.broker.FormerProcess;
import io.winnow.verifier.Verifier;
import io.winnow.verifier.VerifierService;
import io.winnow.verifier.VerifierSettings;
import io.winnow.verifier.admission.AdmissionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The three services and a broker in one process, over one data directory. The gateway can spool
 * and check lists before the rest is started.
 */
public final class Standalone implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final Settings settings;
  private final KafkaClients kafka;
  private final GatewayService gateway;
  private final SinkService sink;
  private final VerifierService verifier;
  private final Health health = new Health();

  /**
   * @param operators settings; those that one machine wants otherwise are defaults below them
   * @param kafkaPort for the broker; 0 for any that is free
   * @throws IOException when the port is taken or the data directory cannot be written
   * @throws io.winnow.kit.settings.SettingsException when a setting is wrong
   */
  public Standalone(DataDirectory data, Settings operators, Metrics metrics, int kafkaPort)
      throws IOException {
    refuseWhatHasNoEffect(operators);
    this.broker = new EmbeddedBroker(data.kafka(), kafkaPort);
    this.settings = settings(data, operators, broker.bootstrapServers());
    this.kafka = KafkaClients.from(settings);
    this.gateway = new GatewayService(settings, kafka, metrics.registry());
    this.sink = new SinkService(settings, kafka, metrics.registry());
    this.verifier = new VerifierService(settings, kafka, metrics.registry());
    addTo(health);
    // Kafka Streams has just let its group read there
    PrivateFiles.claimDirectory(data.state());
  }

  /** Who sets these expects something that would not happen. */
  private static void refuseWhatHasNoEffect(Settings operators) {
    for (Setting<Path> directory :
        List.of(
            GatewaySettings.SPOOL_DIRECTORY,
            VerifierSettings.STATE_DIRECTORY,
            SinkSettings.DIRECTORY,
            WebhookSettings.STATE_DIRECTORY)) {
      if (operators.has(directory)) {
        throw new SettingsException(
            "%s is set, but here it is a part of the data directory; leave it out, and choose that with --data"
                .formatted(directory.key()));
      }
    }
    if (operators.has(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS)) {
      throw new SettingsException(
          "%s is set, but verify and serve run a broker of their own; leave it out (--kafka-port"
                  .formatted(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key())
              + " of serve chooses that one's port)");
    }
  }

  private static Settings settings(DataDirectory data, Settings operators, String broker) {
    Map<String, String> ours = new HashMap<>();
    ours.put(ServiceSettings.TOPIC_PARTITIONS.key(), "4");
    ours.put(ServiceSettings.JOB_PARTITIONS.key(), "1");
    ours.put(ServiceSettings.REPLICATION_FACTOR.key(), "1");
    ours.put(GatewaySettings.ID.key(), "standalone");
    ours.put(SinkSettings.ID.key(), "standalone");
    ours.put(AdmissionSettings.OPEN.key(), LocalAccount.NAME);
    ours.putAll(operators.startingWith(""));
    ours.put(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(), broker);
    ours.put(GatewaySettings.SPOOL_DIRECTORY.key(), data.spool().toString());
    ours.put(VerifierSettings.STATE_DIRECTORY.key(), data.state().toString());
    ours.put(SinkSettings.DIRECTORY.key(), data.results().toString());
    ours.put(WebhookSettings.STATE_DIRECTORY.key(), data.state().toString());
    return Settings.of(ours);
  }

  /**
   * Starts the broker, makes the topics, and starts the services.
   *
   * @throws IOException when the broker cannot start
   */
  public void start() throws IOException, InterruptedException {
    broker.start();
    FormerProcess.clearAway(
        kafka,
        Stream.concat(
                Verifier.APPLICATIONS.stream(), Stream.of(ResultSink.GROUP, Webhooks.APPLICATION))
            .toList());
    new TopicProvisioner(kafka, TopicSettings.from(settings)).provision(Topics.ALL);
    for (Service service : services()) {
      service.start();
    }
  }

  /** In the order in which they start. */
  private List<Service> services() {
    return List.of(verifier, sink, gateway);
  }

  /** Who may come in, for a server; to be started after this, and closed before. */
  public AccountsGate gate() {
    return new AccountsGate(AccessSettings.from(settings), kafka);
  }

  /**
   * The accounts, for a server; to be started after the gate, and closed before.
   *
   * @param admin settings of the operator's interface, over those of this
   */
  public ServedAccounts accounts(AccountsGate gate, Map<String, String> admin) {
    return new ServedAccounts(settings.with(admin), kafka, gate);
  }

  /** Accounts' contacts, for a server; to be started after the gate, and closed before. */
  public ServedContacts contacts(AccountsGate gate) {
    return new ServedContacts(settings, kafka, gate);
  }

  /** Takes lists in. */
  public IngestGateway gateway() {
    return gateway.gateway();
  }

  /** Tells of jobs and gives the results. */
  public ResultSink sink() {
    return sink.sink();
  }

  /** Gives the verdicts. */
  public Verifier verifier() {
    return verifier.verifier();
  }

  /** What Kafka clients connect to. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The Kafka Streams applications of all services, for metrics. */
  public List<KafkaStreams> applications() {
    return services().stream().flatMap(service -> service.applications().stream()).toList();
  }

  /** Whether no part has stopped for good. */
  public boolean alive() {
    return health.notLive().isEmpty() && gateway.gateway().healthy();
  }

  /** Tells the health of all services. */
  public void addTo(Health told) {
    services().forEach(service -> service.addTo(told));
  }

  /** The routes of all services. */
  public List<HttpRoutes> routes() {
    return services().stream().flatMap(service -> service.routes().stream()).toList();
  }

  /** Stops in the order in which rows flow, the broker last; what is unfinished can be resumed. */
  @Override
  public void close() throws IOException {
    try (broker;
        sink;
        verifier;
        gateway) {
      // closed in reverse, each even if another one fails
    }
  }
}
