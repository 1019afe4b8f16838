package io.winnow.systemtests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobIds;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.GatewaySettings;
import io.winnow.gateway.IngestGateway;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.broker.EmbeddedBroker;
import io.winnow.verifier.Verifier;
import io.winnow.verifier.VerifierSettings;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under two gateways, one patient and one brief, and comes back. */
class KafkaAwayTest {
  private static final int ROWS = 40_000;

  @TempDir Path root;
  private final HttpClient client = HttpClient.newHttpClient();
  private EmbeddedBroker broker;
  private Settings settings;
  private Verifier verifier;
  private Served patient;
  private Served brief;

  private record Served(IngestGateway gateway, HttpService http, Path spool)
      implements AutoCloseable {
    String[] onDisk() {
      return new File(spool.toString()).list((directory, name) -> !name.equals("gateway"));
    }

    @Override
    public void close() {
      http.close();
      gateway.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    broker = new EmbeddedBroker(root.resolve("kafka"), 0);
    broker.start();
    settings =
        Settings.of(
            Map.of(
                "winnow.kafka.bootstrap.servers", broker.bootstrapServers(),
                "winnow.topics.partitions", "2",
                "winnow.topics.job-partitions", "1",
                "winnow.topics.replication-factor", "1",
                "winnow.accounts.open", "local",
                "winnow.verifier.state-directory", root.resolve("state").toString(),
                // shorter than the broker will be away
                "winnow.kafka.producer.transaction.timeout.ms", "4000"));
    TopicSettings topics = TopicSettings.from(settings);
    new TopicProvisioner(KafkaClients.from(settings), topics).provision(Topics.ALL);
    verifier =
        new Verifier(
            VerifierSettings.from(settings),
            KafkaClients.from(settings),
            topics.jobPartitions(),
            new SimpleMeterRegistry());
    verifier.start();
    patient = serve("patient", "10 min");
    brief = serve("brief", "3 s");
  }

  private Served serve(String id, String admissionTimeout) {
    Path spool = root.resolve("spool-" + id);
    Map<String, String> own = new HashMap<>(settings.startingWith(""));
    own.put("winnow.spool.directory", spool.toString());
    own.put("winnow.gateway.id", id);
    own.put("winnow.gateway.transaction-rows", "200");
    own.put("winnow.gateway.admission-timeout", admissionTimeout);
    Settings all = Settings.of(own);
    Clock clock = Clock.systemUTC();
    IngestGateway gateway =
        new IngestGateway(
            GatewaySettings.from(all),
            KafkaClients.from(all),
            new JobIds(clock, new SecureRandom()),
            new SimpleMeterRegistry(),
            clock);
    HttpService http =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(routes -> routes.before(Caller.LOCAL::attachTo), gateway.routes()));
    gateway.start();
    return new Served(gateway, http, spool);
  }

  @AfterEach
  void stop() {
    try (EmbeddedBroker _ = broker;
        Verifier _ = verifier;
        Served _ = patient;
        Served _ = brief;
        client) {
      // closed in reverse, each even if another fails
    }
  }

  private CompletableFuture<HttpResponse<String>> upload(Served to, String name, int rows) {
    StringBuilder list = new StringBuilder("email\n");
    for (int i = 0; i < rows; i++) {
      list.append(name).append(i).append("@example.com\n");
    }
    return client.sendAsync(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + to.http().port() + "/v1/jobs?level=syntax"))
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(list.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static long accepted(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return Json.MAPPER.readTree(response.body()).get("id").asLong();
  }

  @Test
  void whatWasAcceptedIsLoadedAndWhatComesMeanwhileWaitsOrIsTurnedAway() throws Exception {
    accepted(upload(brief, "warm", 10).get(2, TimeUnit.MINUTES));
    long loading = accepted(upload(patient, "a", ROWS).get(2, TimeUnit.MINUTES));
    broker.close();

    CompletableFuture<HttpResponse<String>> waiting = upload(patient, "b", 500);
    HttpResponse<String> turnedAway = upload(brief, "c", 500).get(2, TimeUnit.MINUTES);
    HttpResponse<String> again = upload(brief, "c", 500).get(2, TimeUnit.MINUTES);

    assertThat(turnedAway.statusCode()).isEqualTo(503);
    assertThat(turnedAway.headers().firstValue("Retry-After")).isPresent();
    assertThat(turnedAway.body()).contains("\"not_admitted\"");
    assertThat(again.statusCode()).isEqualTo(503);
    assertThat(waiting).isNotDone();
    assertThat(patient.onDisk()).hasSize(2);

    broker = restarted();
    long waited = accepted(waiting.get(3, TimeUnit.MINUTES));
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () -> {
              assertThat(patient.gateway().trouble()).isEmpty();
              assertThat(patient.onDisk()).isEmpty();
            });
    assertThat(rowsOf(loading)).containsExactlyElementsOf(rows(ROWS));
    assertThat(rowsOf(waited)).containsExactlyElementsOf(rows(500));
  }

  private EmbeddedBroker restarted() throws IOException, InterruptedException {
    int port = Integer.parseInt(broker.bootstrapServers().replaceFirst(".*:", ""));
    EmbeddedBroker next = new EmbeddedBroker(root.resolve("kafka"), port);
    next.start();
    return next;
  }

  private static List<Long> rows(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  /** Numbers of the rows of a job that are on the topic for good, in order. */
  private List<Long> rowsOf(long job) {
    List<Long> rows = new ArrayList<>();
    AddressSubmittedSerde serde = new AddressSubmittedSerde();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            KafkaClients.from(settings).consumer(Map.of("isolation.level", "read_committed")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.ADDRESSES.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(200))) {
          AddressSubmitted row = serde.deserialize(found.topic(), found.value());
          if (row.job().value() == job) {
            rows.add(row.row());
          }
        }
      }
    }
    rows.sort(null);
    return rows;
  }
}
