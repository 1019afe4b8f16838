package io.winnow.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.JobState;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.spool.RetryKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upload may ask of its job as a whole. */
class JobWishesTest {
  private final UploadServer server = new UploadServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  @Test
  void whatIsAskedOfTheJobAsAWholeIsTakenAndGivenBack() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send(
            "?webhook=https%3A%2F%2Fhooks.example%2Fx%3Fa%3D1&metadata=%7B%22n%22%3A1.50%7D",
            "text/csv", "email\na@b.c\n");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(server.request.jobOptions().webhook()).isEqualTo("https://hooks.example/x?a=1");
    assertThat(json(response).get("metadata").toString()).isEqualTo("{\"n\":1.50}");
    assertThat(json(response).get("webhook").asText()).isEqualTo("https://hooks.example/x?a=1");
    assertThat(json(response).has("replayed")).isFalse();
  }

  @Test
  void howLongAJobIsKeptMayBeAsked() throws IOException, InterruptedException {
    assertThat(server.send("?retention=7d", "text/csv", "email\na@b.c\n").statusCode())
        .isEqualTo(202);

    assertThat(server.request.jobOptions().retentionSeconds()).isEqualTo(7 * 24 * 3600);
    for (String wrong : List.of("7", "59s", "366d", "-1d", "week", "999999999999d")) {
      HttpResponse<String> response = server.send("?retention=" + wrong, "text/csv", "x");
      assertThat(response.statusCode()).as(wrong).isEqualTo(400);
      assertThat(json(response).get("code").asText()).as(wrong).isEqualTo("invalid_retention");
    }
  }

  @Test
  void optionsMayComeAsFieldsOfAForm() throws IOException, InterruptedException {
    server.sendForm(
        "",
        UploadServer.field("metadata", "[1, 2]"),
        UploadServer.field("webhook", "http://hooks.example:8080/"),
        UploadServer.file("a.csv", "text/csv", "email\na@b.c\n"));

    assertThat(String.valueOf(server.request.jobOptions().metadata())).isEqualTo("[1,2]");
    assertThat(server.request.jobOptions().webhook()).isEqualTo("http://hooks.example:8080/");
  }

  @Test
  void theWebhookMayBeToldOfProgress() throws IOException, InterruptedException {
    server.send(
        "?webhook=https%3A%2F%2Fx.example&webhook_progress=25", "text/csv", "email\na@b.c\n");

    assertThat(server.request.jobOptions().webhookProgress()).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?webhook_progress=25",
        "?webhook=https%3A%2F%2Fx.example&webhook_progress=0",
        "?webhook=https%3A%2F%2Fx.example&webhook_progress=51",
        "?webhook=https%3A%2F%2Fx.example&webhook_progress=often"
      })
  void whatIsNoStepOfProgressIsRefused(String query) throws IOException, InterruptedException {
    HttpResponse<String> response = server.send(query, "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("invalid_webhook_progress");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.example/",
        "hooks.example/x",
        "https:///x",
        "https://u:p@x.example/",
        "https://x.example/#f",
        "https://x.example:70000/",
        "https://x y/"
      })
  void anAddressThatCannotBeAWebhookIsRefused(String webhook)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send("?webhook=" + URLEncoder.encode(webhook, UTF_8), "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("invalid_webhook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{} {}", "plain", "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"})
  void metadataThatIsNotJsonIsRefused(String metadata) throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send("?metadata=" + URLEncoder.encode(metadata, UTF_8), "text/csv", "x");

    assertThat(json(response).get("code").asText()).isEqualTo("invalid_metadata");
  }

  @Test
  void metadataMayHaveFourKilobytesAndNotOneMore() throws IOException, InterruptedException {
    String fits = '"' + "x".repeat(4_094) + '"';
    HttpResponse<String> taken =
        server.send("?metadata=" + fits.replace("\"", "%22"), "text/csv", "x");
    String tooLong = '"' + "x".repeat(4_095) + '"';
    HttpResponse<String> refused =
        server.send("?metadata=" + tooLong.replace("\"", "%22"), "text/csv", "x");

    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("code").asText()).isEqualTo("invalid_metadata");
  }

  @Test
  void aKeyIsTakenWithAllThatIsAsked() throws IOException, InterruptedException {
    server.send(keyed("", "k-1"));
    RetryKey first = server.request.retryKey();
    server.send(keyed("", "k-1"));
    RetryKey same = server.request.retryKey();
    server.send(keyed("?level=syntax", "k-1"));
    RetryKey other = server.request.retryKey();

    assertThat(first.key()).isEqualTo("k-1");
    assertThat(same).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  private HttpRequest.Builder keyed(String query, String key) {
    return server
        .post(query)
        .header("Content-Type", "text/csv")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString("email\na@b.c\n"));
  }

  @Test
  void aKeyThatIsNoneIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send(keyed("", "k".repeat(256)));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("invalid_idempotency_key");
  }

  @Test
  void aJobOfAnEarlierUploadIsAnsweredAsSuch() throws IOException, InterruptedException {
    server.intake =
        (taken, upload) -> UploadServer.accepted(taken).sentAgain(Optional.of(JobState.COMPLETED));

    HttpResponse<String> response = server.send(keyed("", "k"));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(response.headers().firstValue("Location")).contains("/v1/jobs/4711");
    assertThat(json(response).get("state").asText()).isEqualTo("completed");
  }
}
