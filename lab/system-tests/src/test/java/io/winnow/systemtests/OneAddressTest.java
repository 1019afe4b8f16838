package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /v1/addresses} of a whole server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneAddressTest {
  private static final Pattern SERVES = Pattern.compile("Winnow serves (http://[^ ]+) .*");

  @TempDir static Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private WinnowProcess server;
  private String url;

  @BeforeAll
  void serve() throws IOException {
    server =
        WinnowProcess.start(
            directory,
            "serve",
            "--lab",
            "--open",
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString());
    server.awaitLine(line -> line.startsWith("Winnow serves"));
    url =
        server.lines().stream()
            .map(SERVES::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .findFirst()
            .orElseThrow();
    await().atMost(Duration.ofMinutes(1)).until(() -> get("/health/ready").statusCode() == 200);
  }

  @AfterAll
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  @Test
  void itsVerdictComesWhileTheClientWaits() throws Exception {
    HttpResponse<String> response = get("/v1/addresses/a%2Bb@no%20domain?level=dns");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(json(response).get("address").asText()).isEqualTo("a+b@no domain");
    assertThat(json(response).get("reason").asText()).isEqualTo("invalid_syntax");
    assertThat(json(response).get("flags").get("catch_all").asText()).isEqualTo("unknown");
  }

  @Test
  void aDomainIsAskedFor() throws Exception {
    HttpResponse<String> response = get("/v1/addresses/anna@x.nxdomain.lab.test");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(json(response).get("reason").asText()).isEqualTo("domain_not_found");
    assertThat(json(response).get("level").asText()).isEqualTo("dns");
  }

  @Test
  void itIsAJobLikeAnyOther() throws Exception {
    HttpResponse<String> quoted = get("/v1/addresses/%22a,%20b%22@x.null-mx.lab.test?wait=0s");

    assertThat(quoted.statusCode()).as(quoted.body()).isEqualTo(202);
    String job = quoted.headers().firstValue("Location").orElseThrow();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> json(get(job)).path("state").asText().equals("completed"));
    assertThat(json(get(job)).get("total").asInt()).isEqualTo(1);
    assertThat(get(job + "/results.csv").body()).contains("\"\"\"a, b\"\"@x.null-mx.lab.test\"");
  }

  @Test
  void itsMailServerIsAskedAndTheDialogueComesWithTheVerdict() throws Exception {
    HttpResponse<String> response =
        get("/v1/addresses/anna@x.own-mx.lab.test?level=smtp&transcript=true");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(json(response).at("/smtp/attempts").asInt()).as(response.body()).isPositive();
    assertThat(json(response).at("/smtp/transcript").toString()).contains("RCPT TO:<anna@");
  }
}
