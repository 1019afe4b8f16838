package io.winnow.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.systemtests.cluster.ComposeCluster.Restart;
import io.winnow.systemtests.cluster.ComposeCluster.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The figures of docs/deploy.md: how large the image is, how soon each service is ready, and what
 * it takes when it has nothing to do. On request, for a machine that does nothing else: {@code
 * -Dwinnow.test.compose-figures=true}.
 */
@Tag("alone")
@EnabledIfSystemProperty(named = "winnow.test.compose-figures", matches = "true")
class ComposeFiguresTest {
  private static final int RESTARTS = 5;
  private static final int SAMPLES = 15;
  private static final List<String> IDLE =
      List.of(
          "ingest-gateway-1",
          "verifier-streams-1",
          "result-sink-1",
          "kafka-1",
          "entrance",
          "prometheus");

  private static ComposeCluster cluster;

  @BeforeAll
  static void up() throws Exception {
    Docker.assumeAnswers();
    ComposeCluster.build(ComposeTest.IMAGE);
    cluster = ComposeCluster.up(ComposeTest.IMAGE);
  }

  @AfterAll
  static void down() throws Exception {
    if (cluster != null) {
      cluster.down();
    }
  }

  @Test
  void whatEachServiceTakesToStartAndToBe() throws Exception {
    Map<String, List<Restart>> restarts = new LinkedHashMap<>();
    for (String service : List.of("ingest-gateway-1", "verifier-streams-1", "result-sink-1")) {
      for (int i = 0; i < RESTARTS; i++) {
        restarts
            .computeIfAbsent(service, _ -> new ArrayList<>())
            .add(cluster.timedRestart(service));
      }
    }
    Map<String, List<Use>> uses = new LinkedHashMap<>();
    for (int i = 0; i < SAMPLES; i++) {
      for (Map.Entry<String, Use> use : cluster.uses(IDLE).entrySet()) {
        uses.computeIfAbsent(use.getKey(), _ -> new ArrayList<>()).add(use.getValue());
      }
    }

    System.out.println("image: " + ComposeCluster.size(ComposeTest.IMAGE));
    restarts.forEach(
        (service, all) ->
            System.out.printf(
                "%s: ready %.1f s after docker start (median of %d), stopped in %.1f s%n",
                service,
                median(all.stream().map(Restart::startSeconds).toList()),
                RESTARTS,
                median(all.stream().map(Restart::stopSeconds).toList())));
    uses.forEach(
        (service, all) ->
            System.out.printf(
                "%s: idle %.0f MiB, %.1f %% of a core (median of %d)%n",
                service,
                median(all.stream().map(Use::mebibytes).toList()),
                median(all.stream().map(Use::percentOfCore).toList()),
                SAMPLES));
    assertThat(uses).containsOnlyKeys(IDLE);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
