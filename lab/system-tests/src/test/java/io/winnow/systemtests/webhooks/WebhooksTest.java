package io.winnow.systemtests.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import io.winnow.systemtests.WinnowProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Receivers that fail, hang, send elsewhere or are where nobody may go, and a server that is killed
 * meanwhile. Receivers on 127.0.0.2 may be told here, those on 127.0.0.1 may not.
 */
class WebhooksTest {
  private static final Pattern SERVES = Pattern.compile("Winnow serves (http://[^ ]+) .*");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String LIST = "email\nada@example.com\nno address\n";

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private WinnowProcess process;
  private String url;

  private void serve() throws IOException {
    process =
        WinnowProcess.start(
            directory,
            Map.of(
                "WINNOW_WEBHOOKS_ALLOW_PRIVATE_TARGETS", "127.0.0.2",
                "WINNOW_WEBHOOKS_RETRY_DELAYS", "100 ms",
                "WINNOW_WEBHOOKS_TIMEOUT", "1 s"),
            "serve",
            "--open",
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString());
    process.awaitLine(line -> SERVES.matcher(line).matches());
    url =
        process.lines().stream()
            .map(SERVES::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow()
            .group(1);
    await().atMost(PATIENCE).until(() -> send("GET", "/health/ready", "").statusCode() == 200);
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.close();
    }
    client.close();
  }

  @Test
  void eachEventIsDeliveredOnceOrTheLogSaysWhyNot() throws Exception {
    AtomicBoolean mended = new AtomicBoolean();
    try (Hook failing = new Hook("127.0.0.2", n -> n < 5 ? 500 : 204, Map.of());
        Hook hanging = new Hook("127.0.0.2", n -> n == 0 ? Hook.HANG : 200, Map.of());
        Hook inside = new Hook("127.0.0.1", _ -> 200, Map.of());
        Hook redirecting = new Hook("127.0.0.2", _ -> 301, Map.of("Location", inside.url()));
        Hook broken = new Hook("127.0.0.2", _ -> mended.get() ? 200 : 503, Map.of())) {
      serve();
      String toFailing = upload(failing.url());
      String toHanging = upload(hanging.url());
      String toRedirecting = upload(redirecting.url());
      String toInside = upload("http://localhost:" + inside.port() + "/");
      String toBroken = upload(broken.url());

      JsonNode failed = awaitState(toFailing, "delivered");
      assertThat(failed.get("attempts").findValuesAsText("status"))
          .containsExactly("500", "500", "500", "500", "500", "204");
      assertThat(failing.heard())
          .hasSize(6)
          .extracting(Hook.Heard::body)
          .containsOnly(body(failing));
      assertSigned(failing.heard().getFirst());
      JsonNode told = Json.MAPPER.readTree(body(failing));
      assertThat(told.get("event").asText()).isEqualTo("completed");
      assertThat(told.get("job")).isEqualTo(json(toFailing));

      JsonNode hung = awaitState(toHanging, "delivered");
      assertThat(hung.at("/attempts/0/error").asText()).isEqualTo("timeout");
      assertThat(hung.at("/attempts/1/status").asInt()).isEqualTo(200);
      assertThat(hanging.heard()).hasSize(2);

      JsonNode refused = awaitState(toInside, "refused");
      assertThat(refused.at("/attempts/0/error").asText()).isEqualTo("private_address");
      assertThat(refused.at("/attempts/0/message").asText()).contains("127.0.0.1");

      awaitTries(toRedirecting, 2);
      JsonNode redirected = delivery(toRedirecting);
      assertThat(redirected.at("/attempts/0/error").asText()).isEqualTo("redirect");
      assertThat(redirected.get("state").asText()).isEqualTo("pending");

      awaitTries(toBroken, 2);
      process.kill();
      mended.set(true);
      int before = broken.heard().size();
      serve();

      JsonNode mendedDelivery = awaitState(toBroken, "delivered");
      assertThat(mendedDelivery.at("/attempts/0/status").asInt()).isEqualTo(503);
      assertThat(broken.heard()).hasSize(before + 1);
      assertThat(delivery(toFailing)).isEqualTo(failed);
      assertThat(failing.heard()).hasSize(6);

      String again = toFailing + "/deliveries/" + failed.get("id").asText() + "/redeliver";
      assertThat(send("POST", again, "").statusCode()).isEqualTo(202);
      awaitTries(toFailing, 7);
      assertThat(failing.heard()).hasSize(7);
      assertThat(delivery(toFailing).get("state").asText()).isEqualTo("delivered");

      assertThat(inside.heard()).isEmpty();
      assertThat(send("POST", toFailing + "/deliveries/1-completed/redeliver", "").body())
          .contains("delivery_not_found");
      assertThat(send("GET", "/v1/jobs/1/deliveries", "").body()).contains("job_not_found");
    }
  }

  private static String body(Hook hook) {
    return hook.heard().getFirst().body();
  }

  /** As docs/webhooks.md tells receivers to. */
  private void assertSigned(Hook.Heard heard) throws Exception {
    String secret = json("/v1/webhooks/secret").get("secret").asText();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal((heard.timestamp() + "." + heard.body()).getBytes(UTF_8));
    assertThat(heard.signature()).isEqualTo("v1=" + HexFormat.of().formatHex(expected));
  }

  /** The job's path. */
  private String upload(String webhook) throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            "POST",
            "/v1/jobs?level=syntax&name=list.csv&webhook=" + URLEncoder.encode(webhook, UTF_8),
            LIST);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private JsonNode awaitState(String job, String state) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> delivery(job), found -> found.path("state").asText().equals(state));
  }

  private void awaitTries(String job, int tries) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> delivery(job).path("tries").asInt() >= tries);
  }

  /** The one of that job; missing while there is none. */
  private JsonNode delivery(String job) throws IOException, InterruptedException {
    return json(job + "/deliveries").path("deliveries").path(0);
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", path, "");
    assertThat(response.statusCode()).as(response.body()).isIn(List.of(200, 404));
    return Json.MAPPER.readTree(response.body());
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "text/csv")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
