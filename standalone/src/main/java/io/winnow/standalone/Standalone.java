package io.winnow.standalone;

import io.winnow.contracts.JobIds;
import io.winnow.contracts.Topics;
import io.winnow.gateway.GatewaySettings;
import io.winnow.gateway.IngestGateway;
import io.winnow.kit.accounts.LocalAccount;
import io.winnow.kit.files.PrivateFiles;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import io.winnow.kit.smtp.SenderIdentity;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkSettings;
import io.winnow.sink.webhooks.WebhookSettings;
import io.winnow.sink.webhooks.Webhooks;
import io.winnow.standalone.broker.EmbeddedBroker;
import io.winnow.standalone.broker.FormerProcess;
import io.winnow.verifier.Verifier;
import io.winnow.verifier.VerifierSettings;
import io.winnow.verifier.admission.AdmissionSettings;
import io.winnow.verifier.egress.MailPortCheck;
import io.winnow.verifier.smtp.SmtpSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * The three services and a broker in one process, over one data directory. The gateway can spool
 * and check lists before the rest is started.
 */
public final class Standalone implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final Settings settings;
  private final KafkaClients kafka;
  private final TopicSettings topics;
  private final IngestGateway gateway;
  private final Verifier verifier;
  private final ResultSink sink;
  private final @Nullable Webhooks webhooks;
  private final MailPortCheck mailPort;

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
    Clock clock = Clock.systemUTC();
    this.kafka = KafkaClients.from(settings);
    this.topics = TopicSettings.from(settings);
    this.gateway =
        new IngestGateway(
            GatewaySettings.from(settings),
            kafka,
            new JobIds(clock, new SecureRandom()),
            metrics.registry(),
            clock);
    this.sink = new ResultSink(SinkSettings.from(settings), kafka, metrics.registry());
    WebhookSettings webhookSettings = WebhookSettings.from(settings);
    this.webhooks =
        webhookSettings.enabled()
            ? new Webhooks(
                webhookSettings,
                data.results(),
                sink.jobs(),
                sink::knowsJobs,
                kafka,
                metrics.registry())
            : null;
    this.mailPort = mailPort(settings, metrics);
    this.verifier =
        new Verifier(
            VerifierSettings.from(settings), kafka, topics.jobPartitions(), metrics.registry());
    // Kafka Streams has just let its group read there
    PrivateFiles.claimDirectory(data.state());
  }

  /** Looks at nothing where no mail server is asked. */
  private static MailPortCheck mailPort(Settings settings, Metrics metrics) {
    List<String> hosts =
        SenderIdentity.from(settings).isPresent() ? settings.get(MailPortCheck.HOSTS) : List.of();
    return new MailPortCheck(hosts, settings.get(SmtpSettings.PORT), metrics.registry());
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
    mailPort.start();
    broker.start();
    FormerProcess.clearAway(
        kafka,
        Stream.concat(
                Verifier.APPLICATIONS.stream(), Stream.of(ResultSink.GROUP, Webhooks.APPLICATION))
            .toList());
    new TopicProvisioner(kafka, topics).provision(Topics.ALL);
    verifier.start();
    sink.start();
    if (webhooks != null) {
      webhooks.start();
    }
    gateway.start();
  }

  /** The accounts, for a server; to be started after this, and closed before. */
  public ServedAccounts accounts() {
    return new ServedAccounts(settings, kafka);
  }

  /** Accounts' contacts, for a server; to be started after this, and closed before. */
  public ServedDirectory directory() {
    return new ServedDirectory(settings, kafka, gateway, sink);
  }

  /** Takes lists in. */
  public IngestGateway gateway() {
    return gateway;
  }

  /** Tells of jobs and gives the results. */
  public ResultSink sink() {
    return sink;
  }

  /** Gives the verdicts. */
  public Verifier verifier() {
    return verifier;
  }

  /** What Kafka clients connect to. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The Kafka Streams applications of all services, for metrics. */
  public List<KafkaStreams> applications() {
    List<KafkaStreams> applications = new ArrayList<>(verifier.applications());
    if (webhooks != null) {
      applications.add(webhooks.application());
    }
    return applications;
  }

  /** Whether no part has stopped for good. */
  public boolean alive() {
    return verifier.alive()
        && sink.alive()
        && gateway.healthy()
        && (webhooks == null || webhooks.alive());
  }

  /** Tells the health of all services. */
  public void addTo(Health health) {
    health.live("verifier", () -> condition(verifier.alive(), "a stream application has stopped"));
    health.live("sink", () -> condition(sink.alive(), "a thread has ended"));
    health.ready("verifier", () -> condition(verifier.ready(), "tasks are being moved"));
    health.ready("gateway", () -> condition(gateway.healthy(), gateway.trouble().orElse("")));
    // nothing that waiting for a better moment would help
    health.ready("mail-port", () -> new Health.Condition(true, mailPort.trouble().orElse("up")));
    health.ready(
        "sink",
        () -> {
          List<String> obstacles = sink.notReady();
          return condition(obstacles.isEmpty(), String.join("; ", obstacles));
        });
    if (webhooks != null) {
      addWebhooksTo(health, webhooks);
    }
  }

  private void addWebhooksTo(Health health, Webhooks told) {
    health.live("webhooks", () -> condition(told.alive(), "the application has stopped"));
    health.ready(
        "webhooks",
        () -> {
          List<String> obstacles = told.notReady();
          return condition(obstacles.isEmpty(), String.join("; ", obstacles));
        });
  }

  private static Health.Condition condition(boolean up, String otherwise) {
    return new Health.Condition(up, up ? "up" : otherwise);
  }

  /** The routes of all services. */
  public List<HttpRoutes> routes() {
    List<HttpRoutes> routes =
        new ArrayList<>(
            List.of(gateway.routes(), sink.routes(), ResultSink.page(), verifier.routes()));
    if (webhooks != null) {
      routes.add(webhooks.routes());
    }
    return routes;
  }

  /** Stops in the order in which rows flow, the broker last; what is unfinished can be resumed. */
  @Override
  public void close() throws IOException {
    try (broker;
        sink;
        webhooks;
        verifier;
        gateway;
        mailPort) {
      // closed in reverse, each even if another one fails
    }
  }
}
