package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is under deploy/kubernetes is what Kubernetes, Prometheus and Strimzi know. Whether it fits
 * together says {@link KustomizeTest}.
 */
class KubernetesTest {
  private static final Path KUBERNETES = Deploy.DIRECTORY.resolve("kubernetes");

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
