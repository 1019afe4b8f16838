package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import io.winnow.systemtests.WinnowProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code winnow serve} in a process of its own, and a client of it. Killed on close. */
final class WinnowServer implements AutoCloseable {
  private static final Pattern SERVES =
      Pattern.compile("Winnow serves (http://[^ ]+) \\(Kafka at ([^,]+),.*");

  private final WinnowProcess process;
  private final String url;
  private final String kafka;
  private final HttpClient client = HttpClient.newHttpClient();

  private WinnowServer(WinnowProcess process) {
    this.process = process;
    process.awaitLine(line -> SERVES.matcher(line).matches());
    MatchResult serves =
        process.lines().stream()
            .map(SERVES::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow()
            .toMatchResult();
    this.url = serves.group(1);
    this.kafka = serves.group(2);
  }

  /** Returns when it is ready. */
  static WinnowServer start(Path directory, LabSettings settings) throws IOException {
    WinnowServer server =
        new WinnowServer(
            WinnowProcess.start(
                directory,
                settings.environment(),
                "serve",
                "--open",
                "--port",
                "0",
                "--data",
                directory.resolve("data").toString()));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> server.get("/health/ready").statusCode() == 200);
    return server;
  }

  /** What Kafka clients connect to. */
  String bootstrapServers() {
    return kafka;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path)).DELETE().build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Kills it at once: SIGKILL. */
  void kill() throws InterruptedException {
    process.kill();
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  /**
   * Has addresses verified at level smtp.
   *
   * @return the job's path
   */
  String verify(List<String> addresses) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/v1/jobs?level=smtp&name=list.csv"))
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(list(addresses)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static String list(List<String> addresses) {
    StringBuilder csv = new StringBuilder("id,email\r\n");
    for (int id = 1; id <= addresses.size(); id++) {
      csv.append(id).append(',').append(addresses.get(id - 1)).append("\r\n");
    }
    return csv.toString();
  }

  /** Rows with a verdict. */
  long verified(String job) throws IOException, InterruptedException {
    return json(job).path("processed").asLong();
  }

  boolean completed(String job) throws IOException, InterruptedException {
    return json(job).path("state").asText().equals("completed");
  }

  /** Its rows, by id, once it is completed. */
  Map<String, Verdicts.Row> rows(String job) throws IOException, InterruptedException {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> completed(job));
    return Verdicts.parse(get(job + "/results.csv").body());
  }

  @Override
  public void close() {
    process.close();
    client.close();
  }
}
