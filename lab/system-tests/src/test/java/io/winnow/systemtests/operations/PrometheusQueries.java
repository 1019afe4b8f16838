package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the rules and the dashboards ask Prometheus for. */
public final class PrometheusQueries {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:winnow|errands|jvm|kafka|process)[_:][a-zA-Z0-9_:]*");

  private PrometheusQueries() {}

  /** The queries of all panels of all dashboards. */
  static Set<String> ofDashboards() throws IOException {
    Set<String> queries = new TreeSet<>();
    try (DirectoryStream<Path> boards =
        Files.newDirectoryStream(Deploy.DIRECTORY.resolve("grafana/dashboards"), "*.json")) {
      for (Path board : boards) {
        JSON.readTree(board.toFile())
            .findValues("expr")
            .forEach(expression -> queries.add(expression.asText()));
      }
    }
    return queries;
  }

  /** The expressions of all rules. */
  static Set<String> ofRules() throws IOException {
    Set<String> queries = new TreeSet<>();
    for (JsonNode file : Deploy.yaml(Deploy.DIRECTORY.resolve("prometheus/rules.yml"))) {
      file.findValues("expr").forEach(expression -> queries.add(expression.asText()));
    }
    return queries;
  }

  /** The names of the series that rules record. */
  static Set<String> recorded() throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode file : Deploy.yaml(Deploy.DIRECTORY.resolve("prometheus/rules.yml"))) {
      file.findValues("record").forEach(name -> names.add(name.asText()));
    }
    return names;
  }

  /** The metrics that occur in queries, recorded ones too; labels and their values do not count. */
  static Set<String> metrics(Set<String> queries) {
    Set<String> metrics = new TreeSet<>();
    for (String query : queries) {
      METRIC
          .matcher(query.replaceAll("\\{[^}]*}", ""))
          .results()
          .forEach(metric -> metrics.add(metric.group()));
    }
    return metrics;
  }

  /** The metrics that occur in rules and dashboards, but for those that rules record. */
  public static Set<String> metricsOfProcesses() throws IOException {
    Set<String> metrics = metrics(ofDashboards());
    metrics.addAll(metrics(ofRules()));
    metrics.removeAll(recorded());
    return metrics;
  }

  /**
   * What finds nothing: each query of a dashboard is asked as it is, and of the rules, whose alerts
   * are quiet as they should be, each metric.
   *
   * @param prometheus such as {@code http://localhost:9090}
   */
  public static Set<String> thatFindNothing(URI prometheus)
      throws IOException, InterruptedException {
    Set<String> asked = new TreeSet<>(ofDashboards());
    asked.addAll(metrics(ofRules()));
    Set<String> nothing = new TreeSet<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String query : asked) {
        HttpRequest request =
            HttpRequest.newBuilder(
                    prometheus.resolve(
                        "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as("%s: %s", query, response.body()).isEqualTo(200);
        if (JSON.readTree(response.body()).at("/data/result").isEmpty()) {
          nothing.add(query);
        }
      }
    }
    return nothing;
  }

  /** Prints what finds nothing at the Prometheus of that address. */
  public static void main(String[] address) throws IOException, InterruptedException {
    thatFindNothing(URI.create(address[0])).forEach(System.out::println);
  }
}
