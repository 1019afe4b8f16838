package io.winnow.systemtests.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Topics;
import io.winnow.gateway.GatewaySettings;
import io.winnow.kit.accounts.AccountDesk;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkSettings;
import io.winnow.standalone.broker.EmbeddedBroker;
import io.winnow.standalone.broker.FormerProcess;
import io.winnow.verifier.Verifier;
import io.winnow.verifier.VerifierSettings;
import io.winnow.verifier.directory.DirectorySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All of a Winnow but its gateways, in this process: a broker, a verifier that can be away for a
 * while, and a sink.
 */
final class Cluster implements AutoCloseable {
  private static final int PARTITIONS = 2;

  private final Map<String, String> settings = new HashMap<>();
  private final EmbeddedBroker broker;
  private final KafkaClients kafka;
  private final ResultSink sink;
  private final AccountDesk desk;
  private @Nullable Verifier verifier;

  private Cluster(Path directory, Map<String, String> own) throws IOException {
    broker = new EmbeddedBroker(directory.resolve("kafka"), 0);
    settings.put(ServiceSettings.TOPIC_PARTITIONS.key(), String.valueOf(PARTITIONS));
    settings.put(ServiceSettings.JOB_PARTITIONS.key(), "1");
    settings.put(ServiceSettings.REPLICATION_FACTOR.key(), "1");
    settings.put(SinkSettings.ID.key(), "sink");
    settings.put(SinkSettings.DIRECTORY.key(), directory.resolve("results").toString());
    settings.put(VerifierSettings.STATE_DIRECTORY.key(), directory.resolve("state").toString());
    settings.put(DirectorySettings.ENABLED.key(), "false");
    settings.putAll(own);
    settings.put(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
    kafka = KafkaClients.from(Settings.of(settings));
    sink =
        new ResultSink(SinkSettings.from(Settings.of(settings)), kafka, new SimpleMeterRegistry());
    desk = AccountDesk.at(kafka, new Keys(), Clock.systemUTC(), Duration.ofSeconds(30));
  }

  /** One that is ready. */
  static Cluster start(Path directory, Map<String, String> settings)
      throws IOException, InterruptedException {
    Logging.level("kafka", "error");
    Logging.level("org.apache.kafka", "error");
    Logging.level("state.change.logger", "error");
    // with transactions of version 2 the first write of a producer is refused once, by design
    Logging.level("kafka.server.ReplicaManager", "off");
    Cluster cluster = new Cluster(directory, settings);
    boolean started = false;
    try {
      cluster.broker.start();
      new TopicProvisioner(cluster.kafka, TopicSettings.from(cluster.settings(Map.of())))
          .provision(Topics.ALL);
      cluster.startVerifier();
      cluster.sink.start();
      cluster.desk.start();
      started = true;
      return cluster;
    } finally {
      if (!started) {
        cluster.close();
      }
    }
  }

  /** Those of the cluster and others. */
  Settings settings(Map<String, String> others) {
    return Settings.of(settings).with(others);
  }

  /** Those of a gateway with that spool. */
  Map<String, String> ofGateway(Path spool) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(GatewaySettings.SPOOL_DIRECTORY.key(), spool.toString());
    return all;
  }

  ResultSink sink() {
    return sink;
  }

  AccountDesk desk() {
    return desk;
  }

  /** Adds an account and returns its key. */
  String account(String name, long credits) {
    desk.add(name, false, credits);
    return desk.addKey(name, "of a test").text();
  }

  /** Nobody admits and verifies until it is started again. */
  void stopVerifier() {
    if (verifier != null) {
      verifier.close();
      verifier = null;
    }
  }

  void startVerifier() throws InterruptedException {
    FormerProcess.clearAway(kafka, Verifier.APPLICATIONS);
    Verifier next =
        new Verifier(
            VerifierSettings.from(settings(Map.of())), kafka, 1, new SimpleMeterRegistry());
    verifier = next;
    next.start();
  }

  /** How many lists were ever submitted. */
  long submissions() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(kafka.admin(Map.of()))) {
      String topic = Topics.SUBMISSIONS.name();
      Map<TopicPartition, OffsetSpec> ends =
          admin
              .describeTopics(List.of(topic))
              .allTopicNames()
              .get()
              .get(topic)
              .partitions()
              .stream()
              .collect(
                  Collectors.toMap(
                      one -> new TopicPartition(topic, one.partition()), _ -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  @Override
  public void close() throws IOException {
    try (broker;
        sink;
        desk) {
      stopVerifier();
    }
  }
}
