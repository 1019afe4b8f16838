package io.winnow.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import io.winnow.lab.list.ListGenerator;
import io.winnow.lab.world.TruthLevel;
import io.winnow.systemtests.gateway.Client;
import io.winnow.systemtests.operations.PrometheusQueries;
import io.winnow.systemtests.smtp.Verdicts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker-compose.yml as it is, from the building of the image to the end of the containers. */
@Tag("alone")
class ComposeTest {
  static final String IMAGE = "winnow:compose-test";
  private static final int ROWS = 20_000;
  private static final Duration VERIFIED_WITHIN = Duration.ofMinutes(10);

  @TempDir static Path directory;
  private static ComposeCluster cluster;
  private static Client client;

  @BeforeAll
  static void up() throws Exception {
    Docker.assumeAnswers();
    ComposeCluster.build(IMAGE);
    cluster = ComposeCluster.up(IMAGE);
    client = cluster.client("acme", 1_000_000);
  }

  @AfterAll
  static void down() throws Exception {
    if (cluster != null) {
      cluster.down();
    }
  }

  @Test
  void aListComesBackThroughTheEntranceAsTheTruthSays() throws Exception {
    Path list = directory.resolve("list.csv");
    Path truth = ListGenerator.write(ROWS, 20, list, TruthLevel.SMTP);

    HttpResponse<String> accepted =
        client
            .http()
            .send(
                client.upload("smtp", BodyPublishers.ofFile(list), "the-list"),
                BodyHandlers.ofString());
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    String job = Json.MAPPER.readTree(accepted.body()).at("/links/self").asText();
    JsonNode done = client.completed(job, VERIFIED_WITHIN);

    assertThat(done.path("processed").asInt()).isEqualTo(ROWS);
    Map<String, Verdicts.Row> verified =
        Verdicts.parse(client.send("GET", job + "/results.csv").body());
    assertThat(Verdicts.differences(verified, Verdicts.read(truth))).isEmpty();
    assertEverythingIsSeen();
  }

  private static void assertEverythingIsSeen() {
    URI prometheus = URI.create(cluster.prometheus());
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(PrometheusQueries.thatFindNothing(prometheus))
                    .as("what dashboards and rules ask Prometheus for, and find nothing")
                    .isEmpty());
  }

  @Test
  void theEntranceKnowsWhoAnswersWhat() throws Exception {
    for (String path :
        new String[] {
          "/v1/jobs", "/v1/lists", "/v1/account", "/v1/webhooks/secret", "/openapi.yaml", "/"
        }) {
      assertThat(client.send("GET", path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(client.send("POST", "/v1/lists/preview").statusCode()).isEqualTo(415);
    assertThat(client.send("GET", "/v1/jobs/1").statusCode()).isEqualTo(404);
    assertThat(client.send("GET", "/metrics").statusCode()).as("the operator's").isEqualTo(404);
  }

  @Test
  void prometheusSeesEveryInstance() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              URI query = URI.create(cluster.prometheus() + "/api/v1/query?query=sum(up)");
              String answer =
                  client
                      .http()
                      .send(HttpRequest.newBuilder(query).build(), BodyHandlers.ofString())
                      .body();
              assertThat(Json.MAPPER.readTree(answer).at("/data/result/0/value/1").asText())
                  .isEqualTo(Integer.toString(ComposeCluster.SERVICES.size()));
            });
  }
}
