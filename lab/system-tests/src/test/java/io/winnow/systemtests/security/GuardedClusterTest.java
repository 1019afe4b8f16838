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
import io.winnow.systemtests.security.GuardedProcess.Kind;
import io.winnow.systemtests.smtp.LabSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** A gateway reads what was submitted when it finds a list that was not answered. */
  private static final Right AFTER_A_DEATH =
      right(Kind.GATEWAY, "read on topic winnow.submissions");

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
  void aWrongPasswordStopsTheStartAndIsNotTriedAgain() throws Exception {
    Rights rights = Kind.SINK.rights();
    Map<String, String> wrong = cluster.settings(rights.service(), "guessed");
    double failedBefore = LoginFailures.total();

    assertThatThrownBy(
            () -> new RightsCheck(KafkaClients.from(cluster.load(wrong))).require(rights))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("cannot be used: it does not let this user in: ")
        .hasMessageContaining("invalid credentials with SASL mechanism SCRAM-SHA-512")
        .hasMessageContaining("winnow.kafka.sasl.jaas.config.file");
    assertThat(LoginFailures.total()).as("what the alert goes by").isGreaterThan(failedBefore);
    try (GuardedProcess sink =
        GuardedProcess.start(
            Kind.SINK, cluster, directory.resolve("wrong"), wrong, GuardedCluster.SMALL)) {
      assertThat(sink.lastLineOfAFailedStart())
          .startsWith("winnow: the Kafka cluster at ")
          .contains("invalid credentials with SASL mechanism SCRAM-SHA-512");
    }
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
  void withTheLeastRightsEachServiceDoesItsWorkAndNeedsAllOfThem() throws Exception {
    for (Rights rights : ServiceRights.ALL) {
      cluster.grant(rights);
    }
    for (Rights rights : ServiceRights.ALL) {
      awaitGranted(rights);
    }
    Witness.forget();
    try (LabWorld world = LabWorld.start();
        GuardedServices services =
            GuardedServices.start(cluster, directory, LabSettings.of(world).values())) {
      services.account("acme", 100);
      Path list = directory.resolve("list.csv");
      ListGenerator.writeUniform(20, 5, 11, list);

      String rows = Files.readString(list);

      assertThat(services.verified(rows + waiting(rows)).lines()).hasSize(23);
      assertThat(world.record().connections()).as("mail servers were asked").isPositive();
      services.redeliver();
      assertThat(services.checked("somebody@some.invalid")).isEqualTo("undeliverable");
      assertThat(services.prospect("anna@x.own-mx.lab.test")).isIn("deliverable", "undeliverable");
      assertThat(services.lookedUp("anna@x.own-mx.lab.test")).contains("ValidDomain,");
      services.awaitLedger(3);
      assertThat(published()).isNotNull();
      cluster.sendGarbage(Topics.ADDRESSES, Topics.VERIFIED_ADDRESSES);

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(unused()).containsExactly(AFTER_A_DEATH));
      assertThat(ServiceRights.ALL)
          .allSatisfy(rights -> assertThat(Witness.refused(rights.service())).isEmpty());
      assertMeasured(services);
      Witness.forget();
      services.killTheGatewayOverASubmission();
      await()
          .atMost(PATIENCE)
          .until(() -> !Witness.unused(Kind.GATEWAY.rights()).contains(AFTER_A_DEATH));
    }
  }

  private static List<Right> unused() {
    return ServiceRights.ALL.stream().flatMap(rights -> Witness.unused(rights).stream()).toList();
  }

  /** Two more rows: a name server fails, and a mail server wants to be asked again. */
  private static String waiting(String rows) {
    String[] columns = rows.lines().findFirst().orElseThrow().split(",", -1);
    return Stream.of("anna@x.servfail.lab.test", "anna@x.greylisting.lab.test")
        .map(
            address ->
                Stream.of(columns)
                    .map(column -> column.equals("email") ? address : "x")
                    .collect(Collectors.joining(",", "", "\n")))
        .collect(Collectors.joining());
  }

  private static void awaitGranted(Rights rights) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(MissingRights.class)
        .until(
            () -> {
              new RightsCheck(clients(rights)).require(rights);
              return true;
            });
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

  /** One right of each, of a kind of its own; as a process, since that takes seconds. */
  @Test
  @Order(5)
  void aProcessThatLacksOneRightEndsBeforeItListensAndNamesIt() throws Exception {
    Map<Kind, Right> lacks = new EnumMap<>(Kind.class);
    lacks.put(Kind.GATEWAY, right(Kind.GATEWAY, "write on transactional-id winnow-gateway-*"));
    lacks.put(Kind.VERIFIER, right(Kind.VERIFIER, "read on group winnow-probe"));
    lacks.put(Kind.SINK, right(Kind.SINK, "write on topic winnow.slice-tallies"));
    Map<Kind, GuardedProcess> processes = new EnumMap<>(Kind.class);
    try {
      for (Map.Entry<Kind, Right> lack : lacks.entrySet()) {
        Kind kind = lack.getKey();
        Rights rights = kind.rights();
        cluster.revoke(rights, lack.getValue());
        assertThat(isNamed(new RightsCheck(clients(rights)), rights, lack.getValue())).isTrue();
        processes.put(
            kind,
            GuardedProcess.start(
                kind,
                cluster,
                directory.resolve("lacks-" + kind),
                cluster.settings(rights.service()),
                GuardedCluster.SMALL));
      }
      for (Map.Entry<Kind, Right> lack : lacks.entrySet()) {
        String service = lack.getKey().rights().service();
        assertThat(processes.get(lack.getKey()).lastLineOfAFailedStart())
            .isEqualTo(
                "winnow: Kafka does not allow what %s needs: %s; grant that to its user (./winnow acls %s shows all that it needs)"
                    .formatted(service, lack.getValue(), service));
      }
    } finally {
      processes.values().forEach(GuardedProcess::close);
      for (Map.Entry<Kind, Right> lack : lacks.entrySet()) {
        cluster.grant(lack.getKey().rights(), lack.getValue());
        awaitGranted(lack.getKey().rights());
      }
    }
  }

  private static Right right(Kind kind, String words) {
    return kind.rights().all().stream()
        .filter(right -> right.toString().equals(words))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(6)
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
