package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.winnow.systemtests.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In Kubernetes, too, processes are scraped with the labels that the rules know. promtool says what
 * becomes of a pod's labels; without it that is skipped, unless {@code -Dwinnow.promtool=required}.
 */
class ScrapeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern JOBS_OF_RULES = Pattern.compile("up\\{job=~?\"([a-z|-]+)\"}");

  /** Pod by job. */
  private static final Map<String, String> PODS =
      Map.of(
          "ingest-gateway-0", "ingest-gateway",
          "verifier-streams-0", "verifier-streams",
          "verifier-prober-0", "verifier-streams",
          "result-sink-0", "result-sink");

  @Test
  void thePodMonitorGivesTheLabelsOfTheRules(@TempDir Path directory) throws Exception {
    JsonNode endpoint =
        Deploy.yaml(Deploy.DIRECTORY.resolve("kubernetes/monitoring/pod-monitor.yaml"))
            .getFirst()
            .at("/spec/podMetricsEndpoints/0");
    ArrayNode relabelings = JSON.createArrayNode();
    for (JsonNode relabeling : endpoint.get("relabelings")) {
      ObjectNode asPrometheusSaysIt = relabelings.addObject();
      relabeling
          .properties()
          .forEach(field -> asPrometheusSaysIt.set(snake(field.getKey()), field.getValue()));
    }

    assertThat(jobs(directory, relabelings)).isEqualTo(PODS);
    assertThat(endpoint.get("path").asText()).isEqualTo("/metrics");
  }

  @Test
  void soDoesTheConfigurationWithoutTheOperator(@TempDir Path directory) throws Exception {
    JsonNode job =
        Deploy.yaml(Deploy.DIRECTORY.resolve("prometheus/kubernetes.yml"))
            .getFirst()
            .at("/scrape_configs/0");

    assertThat(jobs(directory, job.get("relabel_configs"))).isEqualTo(PODS);
  }

  @Test
  void theRulesKnowTheseJobsAndThoseOfCompose() throws IOException {
    Set<String> known = new TreeSet<>();
    for (String expression : PrometheusQueries.ofRules()) {
      JOBS_OF_RULES
          .matcher(expression)
          .results()
          .forEach(jobs -> known.addAll(List.of(jobs.group(1).split("\\|", -1))));
    }
    Set<String> ofCompose = new TreeSet<>();
    Deploy.yaml(Deploy.DIRECTORY.resolve("prometheus/prometheus.yml"))
        .getFirst()
        .get("scrape_configs")
        .forEach(job -> ofCompose.add(job.get("job_name").asText()));

    assertThat(known).isEqualTo(new TreeSet<>(PODS.values())).isEqualTo(ofCompose);
  }

  /** As docs/operations.md has it made. */
  @Test
  void theRulesAreWhatAPrometheusRuleHolds() throws IOException {
    ObjectNode resource = JSON.createObjectNode();
    resource.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
    resource.putObject("metadata").put("name", "winnow");
    resource.set("spec", Deploy.yaml(Deploy.DIRECTORY.resolve("prometheus/rules.yml")).getFirst());

    Resources.assertKnown(resource, "rules.yml");
  }

  private static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** What Prometheus takes for the labels instance and job of the pods. */
  private static Map<String, String> jobs(Path directory, JsonNode relabelings)
      throws IOException, InterruptedException {
    if (!"required".equals(System.getProperty("winnow.promtool"))) {
      assumeThat(Deploy.isThere("promtool")).as("promtool is installed").isTrue();
    }
    ObjectNode config = JSON.createObjectNode();
    ObjectNode scrape = config.putArray("scrape_configs").addObject().put("job_name", "winnow");
    scrape.set("relabel_configs", relabelings);
    ArrayNode targets = scrape.putArray("static_configs");
    for (String pod : PODS.keySet()) {
      ObjectNode target = targets.addObject();
      target.putArray("targets").add("10.0.0.1:8080");
      target
          .putObject("labels")
          .put("__meta_kubernetes_pod_name", pod)
          .put("__meta_kubernetes_pod_container_port_name", "http")
          .put(
              "__meta_kubernetes_pod_label_app_kubernetes_io_name",
              pod.substring(0, pod.lastIndexOf('-')));
    }
    Files.writeString(directory.resolve("config.yml"), config.toString());

    JsonNode found =
        JSON.readTree(
            Program.output(
                directory,
                "promtool",
                "check",
                "service-discovery",
                "--timeout=1s",
                "config.yml",
                "winnow"));
    Map<String, String> jobs = new TreeMap<>();
    found.forEach(
        pod -> jobs.put(pod.at("/labels/instance").asText(), pod.at("/labels/job").asText()));
    return jobs;
  }
}
