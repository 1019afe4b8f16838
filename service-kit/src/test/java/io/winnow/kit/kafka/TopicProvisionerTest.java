package io.winnow.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.Topic;
import io.winnow.contracts.Topic.Spread;
import io.winnow.contracts.Topics;
import io.winnow.kit.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TopicProvisionerTest {
  private static final TopicSettings SMALL =
      new TopicSettings(3, 2, (short) 1, Duration.ofSeconds(30));

  private static TestBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start(@TempDir Path directory) {
    broker = TestBroker.start(directory);
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void everyTopicIsMadeWithItsPartitionsAndMakingItAgainChangesNothing() throws Exception {
    provisioner(SMALL).provision(Topics.ALL);
    provisioner(SMALL).provision(Topics.ALL);

    assertThat(partitionsOf(Topics.ADDRESSES.name())).isEqualTo(3);
    assertThat(partitionsOf(Topics.JOBS_TABLE.name())).isEqualTo(2);
    assertThat(partitionsOf(Topics.DEAD_LETTERS.name())).isEqualTo(1);
    assertThat(admin.listTopics().names().get())
        .containsAll(Topics.ALL.stream().map(Topic::name).toList());
  }

  @Test
  void retentionAndCompactionAreSaidExpressly() throws Exception {
    Topic rows = topic("retention.rows", Spread.WORK, Duration.ofDays(7));
    Topic table = topic("retention.table", Spread.JOBS, null);

    provisioner(SMALL).provision(List.of(rows, table));

    Config ofRows = configOf(rows);
    assertThat(ofRows.get("cleanup.policy").value()).isEqualTo("delete");
    assertThat(ofRows.get("retention.ms").value()).isEqualTo("604800000");
    assertThat(ofRows.get("retention.bytes").value()).isEqualTo("-1");
    Config ofTable = configOf(table);
    assertThat(ofTable.get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(ofTable.get("delete.retention.ms").value()).isEqualTo("604800000");
    assertThat(ofTable.get("min.compaction.lag.ms").value()).isEqualTo("60000");
  }

  @Test
  void withThreeReplicasTwoMustHaveARecord() {
    TopicSettings three = new TopicSettings(12, 6, (short) 3, Duration.ofSeconds(30));

    NewTopic specification = provisioner(three).specification(Topics.ADDRESSES);

    assertThat(specification.replicationFactor()).isEqualTo((short) 3);
    assertThat(specification.configs()).containsEntry("min.insync.replicas", "2");
    assertThat(provisioner(SMALL).specification(Topics.ADDRESSES).configs())
        .doesNotContainKey("min.insync.replicas");
  }

  @Test
  void anotherNumberOfPartitionsIsToldWithTheRemedyAndNothingIsMade() {
    Topic old = topic("mismatch.old", Spread.WORK, Duration.ofDays(1));
    Topic fresh = topic("mismatch.fresh", Spread.JOBS, Duration.ofDays(1));
    provisioner(SMALL).provision(List.of(old));
    TopicSettings larger = new TopicSettings(12, 6, (short) 1, Duration.ofSeconds(30));

    assertThatThrownBy(() -> provisioner(larger).provision(List.of(fresh, old)))
        .isInstanceOf(TopicException.class)
        .hasMessage(
            "topic mismatch.old has 3 partitions, expected 12: set winnow.topics.partitions=3,"
                + " or use another cluster");
    assertThat(admin.listTopics().names())
        .succeedsWithin(Duration.ofSeconds(10))
        .satisfies(names -> assertThat(names).doesNotContain("mismatch.fresh"));
  }

  @Test
  void severalProcessesMayMakeTheTopicsAtOnce() {
    List<Topic> topics =
        IntStream.range(0, 8)
            .mapToObj(i -> topic("race." + i, Spread.WORK, Duration.ofDays(1)))
            .toList();

    List<CompletableFuture<Void>> processes =
        IntStream.range(0, 4)
            .mapToObj(_ -> CompletableFuture.runAsync(() -> provisioner(SMALL).provision(topics)))
            .toList();

    assertThat(processes)
        .allSatisfy(process -> assertThat(process).succeedsWithin(30, TimeUnit.SECONDS));
  }

  @Test
  void moreReplicasThanBrokersAreToldWithTheRemedy() {
    TopicSettings three = new TopicSettings(3, 2, (short) 3, Duration.ofSeconds(30));
    Topic topic = topic("replicas", Spread.WORK, Duration.ofDays(1));

    assertThatThrownBy(() -> provisioner(three).provision(List.of(topic)))
        .isInstanceOf(TopicException.class)
        .hasMessageStartingWith("topic replicas cannot be made: ")
        .hasMessageContaining("set winnow.topics.replication-factor to their number");
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamed() {
    String nobody = "127.0.0.1:" + TestBroker.freePort();
    TopicSettings impatient = new TopicSettings(3, 2, (short) 1, Duration.ofSeconds(1));

    assertThatThrownBy(() -> provisioner(nobody, impatient).provision(Topics.ALL))
        .isInstanceOf(TopicException.class)
        .hasMessage(
            "no broker answered at %s within 1 s: start the Kafka cluster or set".formatted(nobody)
                + " winnow.kafka.bootstrap.servers");
  }

  @Test
  void aClusterThatCannotBeAClusterIsNamed() {
    assertThatThrownBy(() -> provisioner("nowhere.invalid:9092", SMALL).provision(Topics.ALL))
        .isInstanceOf(TopicException.class)
        .hasMessageStartingWith("the Kafka cluster at nowhere.invalid:9092 cannot be used: ");
  }

  private static TopicProvisioner provisioner(TopicSettings settings) {
    return provisioner(broker.bootstrapServers(), settings);
  }

  private static TopicProvisioner provisioner(String bootstrapServers, TopicSettings settings) {
    return new TopicProvisioner(
        KafkaClients.from(Settings.of(Map.of("winnow.kafka.bootstrap.servers", bootstrapServers))),
        settings);
  }

  private static Topic topic(String name, Spread spread, Duration retention) {
    return new Topic(name, "key", "value", spread, retention);
  }

  private static int partitionsOf(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private static Config configOf(Topic topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }
}
