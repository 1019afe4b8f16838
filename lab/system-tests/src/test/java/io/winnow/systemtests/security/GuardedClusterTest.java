package io.winnow.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.Topics;
import io.winnow.contracts.publish.ListPublisher;
import io.winnow.contracts.publish.ListToPublish;
import io.winnow.contracts.publish.PublisherOptions;
import io.winnow.contracts.publish.RowSource;
import io.winnow.kit.kafka.ClusterStart;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.LoginFailures;
import io.winnow.kit.kafka.MissingRights;
import io.winnow.kit.kafka.Right;
import io.winnow.kit.kafka.Rights;
import io.winnow.kit.kafka.RightsCheck;
import io.winnow.kit.kafka.TopicException;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.LabWorld;
import io.winnow.lab.list.ListGenerator;
import io.winnow.standalone.ServiceRights;
import io.winnow.systemtests.operations.PrometheusQueries;
import io.winnow.systemtests.smtp.LabSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One broker with SASL_SSL and access rules, and services that have the least rights. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuardedClusterTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final TopicSettings TOPICS = TopicSettings.from(Settings.of(GuardedCluster.SMALL));

  @TempDir private static Path directory;
  private static GuardedCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    Logging.level("kafka", "off");
    Logging.level("org.apache.kafka", "off");
    Logging.level("state.change.logger", "off");
    cluster =
        GuardedCluster.start(directory, ServiceRights.ALL.stream().map(Rights::service).toList());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  @Order(1)
  void aServiceThatNothingIsGrantedNamesAllThatItNeeds() throws Exception {
    Rights rights = ServiceRights.ALL.getFirst();

    assertThatThrownBy(() -> ClusterStart.prepare(clients(rights), TOPICS, rights))
        .isInstanceOfSatisfying(
            MissingRights.class, missing -> assertThat(missing.rights()).isEqualTo(rights.all()))
        .hasMessageContaining("Kafka does not allow what ingest-gateway needs: ")
        .hasMessageContaining("write on topic winnow.addresses")
        .hasMessageContaining("write on transactional-id winnow-gateway-*");
  }

  @Test
  @Order(2)
  void aStrangerIsTurnedAway() throws Exception {
    Map<String, String> settings = new HashMap<>(cluster.settings("result-sink"));
    settings.remove("winnow.kafka.sasl.jaas.config.file");
    settings.put(
        "winnow.kafka.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"result-sink\" password=\"guessed\";");
    KafkaClients clients = KafkaClients.from(cluster.load(settings));
    double failedBefore = LoginFailures.total();

    assertThatThrownBy(() -> new RightsCheck(clients).require(ServiceRights.ALL.get(2)))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("cannot be used: Authentication failed");
    assertThat(LoginFailures.total()).as("what the alert goes by").isGreaterThan(failedBefore);
  }

  @Test
  @Order(3)
  void topicsThatAreMissingAreMadeByWhomeverMay() throws Exception {
    Rights rights = ServiceRights.ALL.getFirst();
    cluster.grant(rights);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> ClusterStart.prepare(clients(rights), TOPICS, rights))
                    .isInstanceOf(TopicException.class)
                    .hasMessageContaining("cannot be made")
                    .hasMessageContaining("./winnow topics"));

    assertThat(new TopicProvisioner(cluster.operators(), TOPICS).provision(Topics.ALL)).isTrue();

    ClusterStart.prepare(clients(rights), TOPICS, rights);
  }

  @Test
  @Order(4)
  void withTheLeastRightsEachServiceDoesItsWork() throws Exception {
    for (Rights rights : ServiceRights.ALL) {
      cluster.grant(rights);
    }
    for (Rights rights : ServiceRights.ALL) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(MissingRights.class)
          .until(
              () -> {
                new RightsCheck(clients(rights)).require(rights);
                return true;
              });
    }
    try (LabWorld world = LabWorld.start();
        GuardedServices services =
            GuardedServices.start(cluster, directory, LabSettings.of(world).values())) {
      services.account("acme", 100);

      Path list = directory.resolve("list.csv");
      ListGenerator.writeUniform(20, 5, 11, list);

      String file = services.verified("acme", Level.SMTP, Files.readString(list));

      assertThat(file.lines()).hasSize(21);
      assertThat(world.record().connections()).as("mail servers were asked").isPositive();
      services.awaitLedger("acme", 3);
      assertThat(published()).isNotNull();
      assertThat(services.troubles()).isEmpty();
      assertMeasured(services);
    }
  }

  /** Rules and dashboards ask for nothing that is not there. */
  private static void assertMeasured(GuardedServices services) {
    System.gc(); // its pauses are measured from the first one on
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        PrometheusQueries.metricsOfProcesses().stream()
                            .filter(Predicate.not(names(services.scraped())::contains)))
                    .as("metrics that rules or dashboards ask for, and no process has")
                    .isEmpty());
  }

  private static Set<String> names(String scraped) {
    return scraped
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[{ ].*", ""))
        .collect(Collectors.toSet());
  }

  private static JobId published() throws Exception {
    Map<String, Object> properties = clients(ServiceRights.ALL.getLast()).producer(Map.of());
    try (ListPublisher publisher = ListPublisher.open(properties, PublisherOptions.of("one"))) {
      return publisher.publish(
          ListToPublish.of(
              "acme",
              "published",
              Level.SYNTAX,
              List.of("email"),
              0,
              "published",
              RowSource.of(List.of(List.of("no address")))));
    }
  }

  @Test
  @Order(5)
  void aServiceThatLacksOneRightNamesIt() throws Exception {
    List<String> unnamed = new ArrayList<>();
    for (Rights rights : ServiceRights.ALL) {
      RightsCheck check = new RightsCheck(clients(rights));
      for (Right right : rights.all()) {
        cluster.revoke(rights, right);
        if (!isNamed(check, rights, right)) {
          unnamed.add(rights.service() + ": " + right);
        }
        cluster.grant(rights, right);
      }
    }

    assertThat(unnamed).as("rights that were missing and not named").isEmpty();
  }

  /** Brokers hear of a change a moment after it was made. */
  private static boolean isNamed(RightsCheck check, Rights rights, Right right) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> missing(check, rights), found -> !found.isEmpty())
        .contains(right);
  }

  private static List<Right> missing(RightsCheck check, Rights rights) {
    try {
      check.require(rights);
      return List.of();
    } catch (MissingRights missing) {
      return missing.rights();
    }
  }

  private static KafkaClients clients(Rights rights) throws Exception {
    return cluster.clients(rights.service());
  }
}
