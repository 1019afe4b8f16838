package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.systemtests.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rules are tested by promtool, which is skipped where there is none unless {@code
 * -Dwinnow.promtool=required}.
 */
class PrometheusRulesTest {
  private static final Path PROMETHEUS = Deploy.DIRECTORY.resolve("prometheus");
  private static final Pattern ON_PAGE =
      Pattern.compile("^\\| `(Winnow[A-Za-z]+)` \\|", Pattern.MULTILINE);

  @Test
  void promtoolsTestsOfTheRulesPass() throws IOException, InterruptedException {
    if (!"required".equals(System.getProperty("winnow.promtool"))) {
      assumeThat(Deploy.isThere("promtool")).as("promtool is installed").isTrue();
    }

    assertThat(Program.output(PROMETHEUS, "promtool", "check", "config", "prometheus.yml"))
        .contains("SUCCESS");
    assertThat(Program.output(PROMETHEUS, "promtool", "test", "rules", "rules-test.yml"))
        .contains("SUCCESS");
  }

  @Test
  void everyAlertIsSeenFiring() throws IOException {
    Set<String> fired = new TreeSet<>();
    for (JsonNode test :
        Deploy.yaml(PROMETHEUS.resolve("rules-test.yml")).getFirst().get("tests")) {
      for (JsonNode alert : test.path("alert_rule_test")) {
        if (!alert.get("exp_alerts").isEmpty()) {
          fired.add(alert.get("alertname").asText());
        }
      }
    }

    assertThat(fired).isEqualTo(alerts());
  }

  @Test
  void thePageSaysWhatToDoAboutEachAlert() throws IOException {
    Set<String> onPage =
        ON_PAGE
            .matcher(Files.readString(Path.of("../../docs/operations.md")))
            .results()
            .map((MatchResult row) -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(onPage).as("docs/operations.md, alerts").isEqualTo(alerts());
  }

  private static Set<String> alerts() throws IOException {
    Set<String> alerts = new TreeSet<>();
    for (JsonNode group : Deploy.yaml(PROMETHEUS.resolve("rules.yml")).getFirst().get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        if (rule.has("alert")) {
          alerts.add(rule.get("alert").asText());
        }
      }
    }
    return alerts;
  }
}
