package io.winnow.systemtests.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account asks of a server.
 *
 * @param key null for none
 */
public record Client(HttpClient http, String url, @Nullable String key) {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The same account at another server. */
  Client at(String other) {
    return new Client(http, other, key);
  }

  public HttpRequest.Builder to(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    return key == null ? request : request.header("X-Api-Key", key);
  }

  public HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return http.send(
        to(path).method(method, BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public HttpRequest upload(String level, BodyPublisher list, @Nullable String retryKey) {
    HttpRequest.Builder request =
        to("/v1/jobs?name=list.csv&level=" + level).header("Content-Type", "text/csv").POST(list);
    return (retryKey == null ? request : request.header("Idempotency-Key", retryKey)).build();
  }

  /** Uploads at level syntax. */
  HttpResponse<String> upload(String list, @Nullable String retryKey)
      throws IOException, InterruptedException {
    return http.send(
        upload("syntax", BodyPublishers.ofString(list), retryKey),
        HttpResponse.BodyHandlers.ofString());
  }

  public JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  JsonNode jobs() throws IOException, InterruptedException {
    return json("/v1/jobs?limit=100").get("jobs");
  }

  /** Waits until the job that an upload became is completed. */
  JsonNode completed(String job) {
    return completed(job, PATIENCE);
  }

  /** The same, within that time. */
  public JsonNode completed(String job, Duration most) {
    return await()
        .atMost(most)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> found(job), found -> found.path("state").asText().equals("completed"));
  }

  /** As it is now; missing when the server has not heard of it yet. */
  public JsonNode found(String job) throws IOException, InterruptedException {
    HttpResponse<String> response = send("GET", job);
    return response.statusCode() == 200
        ? Json.MAPPER.readTree(response.body())
        : Json.MAPPER.missingNode();
  }

  /** Waits until nothing is reserved any more, and checks that each movement explains itself. */
  void assertBalance(long expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode account = json("/v1/account?limit=1");
              assertThat(account.get("reserved").asLong()).as("reserved").isZero();
              assertThat(account.get("balance").asLong()).as("balance").isEqualTo(expected);
              assertThat(account.at("/ledger/0/balance").asLong()).isEqualTo(expected);
              assertThat(account.at("/ledger/0/reserved").asLong()).isZero();
              addsUp(ledger());
            });
  }

  /** All movements, oldest first. */
  List<JsonNode> ledger() throws IOException, InterruptedException {
    List<JsonNode> entries = new ArrayList<>();
    JsonNode page = json("/v1/account?limit=100");
    while (true) {
      page.get("ledger").forEach(entries::add);
      if (!page.hasNonNull("next")) {
        return entries.reversed();
      }
      page = json("/v1/account?limit=100&before=" + page.get("next").asLong());
    }
  }

  private static void addsUp(List<JsonNode> ledger) {
    long sequence = 0;
    long balance = 0;
    long reserved = 0;
    for (JsonNode entry : ledger) {
      assertThat(entry.get("sequence").asLong()).isEqualTo(++sequence);
      balance += entry.get("balanceChange").asLong();
      reserved += entry.get("reservedChange").asLong();
      assertThat(balance).as("balance after %s", entry).isNotNegative();
      assertThat(entry.get("balance").asLong()).as("%s", entry).isEqualTo(balance);
      assertThat(entry.get("reserved").asLong()).as("%s", entry).isEqualTo(reserved);
    }
  }
}
