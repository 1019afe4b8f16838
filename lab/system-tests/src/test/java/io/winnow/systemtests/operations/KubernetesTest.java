package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.KnownSettings;
import io.winnow.verifier.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is under deploy/kubernetes is what Kubernetes and Strimzi know, and fits together. */
class KubernetesTest {
  private static final Path KUBERNETES = Deploy.DIRECTORY.resolve("kubernetes");

  /** What the operators of the cluster, of Kafka and of Winnow bring. */
  private static final Set<String> FROM_ELSEWHERE =
      Set.of("Secret/winnow-cluster-ca-cert", "Secret/winnow-webhooks");

  @Test
  void everyFileIsWhatItsKindMayHold() throws IOException {
    int resources = 0;
    for (Path file : files()) {
      for (JsonNode resource : Deploy.yaml(file)) {
        Resources.assertKnown(resource, file.toString());
        resources++;
      }
    }

    assertThat(resources).isGreaterThan(40);
  }

  @Test
  void everyFileIsListedInItsKustomization() throws IOException {
    Set<Path> listed = new TreeSet<>();
    for (Path directory : directories()) {
      JsonNode kustomization = Deploy.yaml(directory.resolve("kustomization.yaml")).getFirst();
      for (JsonNode resource : kustomization.path("resources")) {
        listed.add(directory.resolve(resource.asText()).normalize());
      }
      kustomization
          .findValues("path")
          .forEach(path -> listed.add(directory.resolve(path.asText()).normalize()));
      assertThat(listed).allSatisfy(file -> assertThat(file).exists());
    }

    assertThat(listed).containsAll(files().stream().map(Path::normalize).toList());
  }

  @Test
  void whatIsReferredToIsThere() throws IOException {
    Set<String> there = new HashSet<>(FROM_ELSEWHERE);
    there.add("ConfigMap/winnow-settings"); // made by the kustomization
    List<JsonNode> all = new ArrayList<>();
    for (Path file : files()) {
      all.addAll(Deploy.yaml(file));
    }
    for (JsonNode resource : all) {
      String name = resource.at("/metadata/name").asText();
      there.add(resource.get("kind").asText() + "/" + name);
      if (resource.get("kind").asText().equals("KafkaUser")) {
        there.add("Secret/" + name);
      }
    }

    for (JsonNode resource : all) {
      assertThat(there)
          .as("%s %s", resource.get("kind"), resource.at("/metadata/name"))
          .containsAll(Resources.references(resource));
    }
  }

  @Test
  void servicesBudgetsAndScalersFindTheirProcesses() throws IOException {
    Set<String> processes = new TreeSet<>();
    Set<String> chosen = new TreeSet<>();
    for (Path file : files()) {
      for (JsonNode resource : Deploy.yaml(file)) {
        switch (resource.get("kind").asText()) {
          case "StatefulSet" ->
              resource
                  .at("/spec/template/metadata/labels")
                  .forEach(label -> processes.add(label.asText()));
          case "Service" -> chosen.add(resource.at("/spec/selector").elements().next().asText());
          case "PodDisruptionBudget" ->
              chosen.add(resource.at("/spec/selector/matchLabels").elements().next().asText());
          default -> {}
        }
      }
    }

    assertThat(processes)
        .containsExactly("ingest-gateway", "result-sink", "verifier-prober", "verifier-streams");
    assertThat(chosen).isEqualTo(processes);
  }

  @Test
  void everySettingIsOneOfItsServiceAndHasAGoodValue() throws IOException {
    Map<String, List<Setting<?>>> known =
        Map.of(
            "gateway", io.winnow.gateway.Main.SETTINGS,
            "verifier", io.winnow.verifier.Main.SETTINGS,
            "sink", io.winnow.sink.Main.SETTINGS,
            "rebuild", KnownSettings.ALL);
    int seen = 0;
    for (Path file : files()) {
      for (JsonNode resource : Deploy.yaml(file)) {
        for (JsonNode container : containers(resource)) {
          if (container.has("args")) {
            Settings.load(
                null, variables(container), known.get(container.get("args").get(0).asText()));
            seen++;
          }
        }
      }
    }

    assertThat(seen).isEqualTo(6);
  }

  private static List<JsonNode> containers(JsonNode resource) {
    List<JsonNode> containers = new ArrayList<>();
    resource.findValues("containers").forEach(list -> list.forEach(containers::add));
    return containers;
  }

  /** It is the sink's place that it works in, as the sink's user, for the files are the sink's. */
  @Test
  void whatMakesResultsAgainHasTheSinksVolumeAndUser() throws IOException {
    JsonNode sink = base("result-sink.yaml", "StatefulSet").at("/spec/template/spec");
    JsonNode rebuild = base("rebuild.yaml", "CronJob").at("/spec/jobTemplate/spec/template/spec");

    for (String same :
        List.of("/serviceAccountName", "/securityContext", "/containers/0/securityContext")) {
      assertThat(rebuild.at(same)).as(same).isEqualTo(sink.at(same));
      assertThat(sink.at(same).isMissingNode()).isFalse();
    }
    assertThat(rebuild.at("/containers/0/volumeMounts"))
        .isNotEmpty()
        .allSatisfy(mount -> assertThat(sink.at("/containers/0/volumeMounts")).contains(mount));
    assertThat(rebuild.path("volumes"))
        .allSatisfy(volume -> assertThat(sink.path("volumes")).contains(volume));
    assertThat(rebuild.at("/containers/0/env"))
        .isNotEmpty()
        .allSatisfy(variable -> assertThat(sink.at("/containers/0/env")).contains(variable));
  }

  private static JsonNode base(String file, String kind) throws IOException {
    return Deploy.yaml(KUBERNETES.resolve("base").resolve(file)).stream()
        .filter(resource -> resource.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** Secrets are not here, and the settings of all are common to all. */
  private static Map<String, String> variables(JsonNode container) throws IOException {
    Map<String, String> variables =
        new HashMap<>(Deploy.environment(KUBERNETES.resolve("base/settings.env")));
    variables.putAll(Deploy.environment(KUBERNETES.resolve("overlays/production/settings.env")));
    if (container.toString().contains("winnow-sender")) {
      variables.putAll(Deploy.environment(KUBERNETES.resolve("overlays/production/sender.env")));
    }
    for (JsonNode variable : container.path("env")) {
      variables.put(
          variable.get("name").asText(),
          variable.path("value").asText().replace("$(POD_NAME)", "pod-0"));
    }
    variables.keySet().removeIf(name -> name.endsWith("_FILE"));
    return variables;
  }

  @Test
  void everyRoleIsSomebodysInProduction() throws IOException {
    Set<String> roles = new TreeSet<>();
    for (String file : List.of("verifier-streams.yaml", "prober.yaml")) {
      for (JsonNode resource :
          Deploy.yaml(Files.readString(KUBERNETES.resolve("overlays/production/" + file)))) {
        for (JsonNode container : resource.at("/spec/template/spec/containers")) {
          roles.addAll(List.of(container.get("args").get(2).asText().split(",", -1)));
        }
      }
    }

    assertThat(roles)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList());
  }

  @Test
  void kustomizeBuildsTheOverlays() throws IOException, InterruptedException {
    assumeThat(Deploy.isThere("kubectl")).as("kubectl is installed").isTrue();
    for (String directory : List.of("base", "strimzi", "overlays/production")) {
      Process kustomize =
          new ProcessBuilder("kubectl", "kustomize", KUBERNETES.resolve(directory).toString())
              .redirectErrorStream(true)
              .start();
      String built = new String(kustomize.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(kustomize.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(kustomize.exitValue()).as(built).isZero();

      for (JsonNode resource : Deploy.yaml(built)) {
        Resources.assertKnown(resource, directory);
      }
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(KUBERNETES)) {
      return tree.filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .toList();
    }
  }

  private static List<Path> directories() throws IOException {
    try (Stream<Path> tree = Files.walk(KUBERNETES)) {
      return tree.filter(file -> file.endsWith("kustomization.yaml"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }
}
