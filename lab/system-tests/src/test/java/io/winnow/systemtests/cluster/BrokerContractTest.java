package io.winnow.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.Topic;
import io.winnow.contracts.Topics;
import io.winnow.gateway.GatewayService;
import io.winnow.gateway.IngestGateway;
import io.winnow.gateway.SpooledList;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.accounts.LocalAccount;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicException;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.SinkService;
import io.winnow.systemtests.WinnowProcess;
import io.winnow.verifier.VerifierService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Winnow expects of a broker, of every kind: one that is embedded and one as it is published
 * are the same to it.
 */
@ParameterizedClass
@EnumSource
class BrokerContractTest {
  private static final int ROWS = 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir static Path root;
  private static Broker broker;
  private static Map<String, String> settings;

  @Parameter Broker.Kind kind;

  @BeforeParameterizedClassInvocation
  static void start(Broker.Kind kind) throws Exception {
    Logging.level("kafka", "off");
    Logging.level("org.apache.kafka", "error");
    Path directory = root.resolve(kind.name());
    broker = kind.start(directory.resolve("kafka"));
    settings =
        Map.of(
            "winnow.kafka.bootstrap.servers", broker.bootstrapServers(),
            "winnow.topics.partitions", "2",
            "winnow.topics.job-partitions", "1",
            "winnow.topics.replication-factor", "1",
            "winnow.gateway.transaction-rows", "250",
            "winnow.spool.directory", directory.resolve("spool").toString(),
            "winnow.sink.directory", directory.resolve("results").toString(),
            "winnow.webhooks.enabled", "false",
            "winnow.accounts.open", LocalAccount.NAME);
    provisioner(Map.of()).provision(Topics.ALL);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  private static Settings with(Map<String, String> others) {
    return Settings.of(settings).with(others);
  }

  private static KafkaClients clients() {
    return KafkaClients.from(with(Map.of()));
  }

  private static TopicProvisioner provisioner(Map<String, String> others) {
    return new TopicProvisioner(clients(), TopicSettings.from(with(others)));
  }

  @Test
  void topicsAreAsTheCatalogueHasThemAndMadeOnce() throws Exception {
    provisioner(Map.of()).provision(Topics.ALL);

    TopicSettings wanted = TopicSettings.from(with(Map.of()));
    try (Admin admin = Admin.create(clients().admin(Map.of()))) {
      Map<String, TopicDescription> found =
          admin.describeTopics(Topics.ALL.stream().map(Topic::name).toList()).allTopicNames().get();
      for (Topic topic : Topics.ALL) {
        assertThat(found.get(topic.name()).partitions())
            .as(topic.name())
            .hasSize(wanted.partitionsOf(topic));
      }
    }
  }

  @Test
  void anotherNumberOfPartitionsIsToldAndNotMade() {
    TopicProvisioner other = provisioner(Map.of("winnow.topics.partitions", "3"));

    assertThatThrownBy(() -> other.provision(Topics.ALL))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("has 2 partitions, expected 3");
  }

  @Test
  void whatATransactionDidNotCommitIsNotRead() {
    String topic = Topics.DEAD_LETTERS.name();
    Map<String, Object> ours = Map.of("transactional.id", "contract-" + kind);
    try (KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                clients().producer(ours), new StringSerializer(), new StringSerializer());
        KafkaConsumer<String, String> consumer =
            new KafkaConsumer<>(
                clients().consumer(Map.of("isolation.level", "read_committed")),
                new StringDeserializer(),
                new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(topic, 0, "key", "given up"));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>(topic, 0, "key", "committed"));
      producer.commitTransaction();

      List<String> read = new ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> read.add(record.value()));
                return read.contains("committed");
              });
      assertThat(read).containsExactly("committed");
    }
  }

  @Test
  void aListComesBackInItsOrderThoughAProcessReplacesItsVerifierInTheMiddle() throws Exception {
    String list =
        IntStream.range(0, ROWS)
            .mapToObj(row -> row % 3 == 0 ? "no address " + row : "a" + row + "@example.com")
            .collect(Collectors.joining("\n", "email\n", "\n"));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (GatewayService gateway = new GatewayService(with(Map.of()), clients(), meters);
        AccountsGate gate =
            new AccountsGate(AccessSettings.from(Settings.of(Map.of())), clients());
        SinkService sink = new SinkService(with(Map.of()), clients(), meters, gate)) {
      JobId job;
      Settings ofFirst = with(verifier("first"));
      try (VerifierService first =
          new VerifierService(ofFirst, KafkaClients.from(ofFirst), meters)) {
        first.start();
        sink.start();
        gateway.start();
        job = submit(gateway.gateway(), list);
        await().atMost(PATIENCE).until(() -> job(sink, job).processed() > 0);
      }
      try (WinnowProcess second =
          WinnowProcess.start(root, environment(verifier("second")), "verifier")) {
        second.awaitLine(line -> line.contains("verifier-streams started"));
        assertThat(get(second, "/health/ready").statusCode()).isEqualTo(200);
        assertThat(get(second, "/metrics").body()).contains("winnow_");
        await().atMost(PATIENCE).until(() -> job(sink, job).state() == JobState.COMPLETED);

        second.signal("TERM");
        assertThat(second.exitStatus()).as("ended by SIGTERM").isEqualTo(128 + 15);
        assertThat(second.lines())
            .anyMatch(line -> line.contains("verifier-streams stops"))
            .noneMatch(line -> line.contains("did not stop"));
      }

      assertThat(job(sink, job).processed()).isEqualTo(ROWS);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(sink.sink().writeResults(job, out)).isTrue();
      List<String> rows = out.toString(StandardCharsets.UTF_8).lines().toList();
      assertThat(rows).hasSize(ROWS + 1);
      for (int row = 0; row < ROWS; row++) {
        assertThat(rows.get(row + 1))
            .startsWith(
                row % 3 == 0
                    ? "no address " + row + ",undeliverable,invalid_syntax"
                    : "a" + row + "@example.com,");
      }
    }
  }

  private static Map<String, String> verifier(String name) {
    return Map.of(
        "winnow.verifier.state-directory", root.resolve(broker.hashCode() + name).toString(),
        "winnow.streams.instance", "the-verifier",
        "winnow.http.port", "0",
        "winnow.kafka.streams.session.timeout.ms", "6000");
  }

  /** A process understands the settings of its service alone. */
  private static Map<String, String> environment(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(settings);
    all.keySet().removeIf(key -> key.matches("winnow[.](gateway|spool|sink|webhooks)[.].*"));
    all.putAll(own);
    return all.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                Map.Entry::getValue));
  }

  private static HttpResponse<String> get(WinnowProcess process, String path) throws Exception {
    String listening = "listening on ";
    String line =
        process.lines().stream().filter(one -> one.contains(listening)).findFirst().orElseThrow();
    URI url = URI.create(line.substring(line.indexOf(listening) + listening.length()) + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static Job job(SinkService sink, JobId job) {
    return sink.sink().jobs().job(job).orElseThrow();
  }

  private static JobId submit(IngestGateway gateway, String list) {
    byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
    UploadRequest request =
        new UploadRequest("list", Level.SYNTAX, new ListHints(ListFormat.CSV, null, null));
    try (SpooledList spooled = gateway.spool(request, new ByteArrayInputStream(bytes))) {
      return gateway.admit(spooled);
    }
  }
}
