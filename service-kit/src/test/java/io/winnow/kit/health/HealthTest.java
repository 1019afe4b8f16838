package io.winnow.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.kit.health.Health.Condition;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final Health health = new Health();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpService service;

  @BeforeEach
  void start() {
    service = HttpService.start(HttpSettings.of("127.0.0.1", 0), List.of(health));
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void aProcessWithoutChecksIsUp() throws Exception {
    HttpResponse<String> response = get("/health/live");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"status\":\"up\",\"checks\":{}}");
  }

  @Test
  void onePartThatIsDownMakesTheWholeNotReadyAndStillLive() throws Exception {
    health.ready("topology", () -> Condition.down("restoring"));
    health.ready("kafka", () -> Condition.UP);
    health.live("topology", () -> Condition.UP);

    HttpResponse<String> ready = get("/health/ready");

    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body())
        .isEqualTo(
            "{\"status\":\"down\",\"checks\":{\"kafka\":{\"status\":\"up\",\"detail\":\"\"},"
                + "\"topology\":{\"status\":\"down\",\"detail\":\"restoring\"}}}");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aPartThatComesUpMakesTheProcessReady() throws Exception {
    AtomicReference<Condition> condition = new AtomicReference<>(Condition.down("starting"));
    health.ready("topology", condition::get);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);

    condition.set(Condition.UP);

    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aCheckThatThrowsIsDown() throws Exception {
    health.live(
        "topology",
        () -> {
          throw new IllegalStateException("no threads");
        });

    HttpResponse<String> response = get("/health/live");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body())
        .contains("the check failed: java.lang.IllegalStateException: no threads");
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
