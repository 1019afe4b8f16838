package io.winnow.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import io.winnow.systemtests.gateway.Client;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests of all kinds, a few at a time, without a pause until it is closed. */
final class Load implements AutoCloseable {
  private static final int ROWS = 3;
  private static final String LIST = "email\na@example.com\nnone\nb@example.com\n";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Client client;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Thread> threads;
  private final AtomicLong requests = new AtomicLong();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final List<String> jobs = new CopyOnWriteArrayList<>();

  private Load(Client client) {
    this.client = client;
    this.threads =
        List.of(
            Thread.ofVirtual().unstarted(() -> again(this::upload)),
            Thread.ofVirtual().unstarted(() -> again(() -> read("/v1/jobs?limit=5"))),
            Thread.ofVirtual().unstarted(() -> again(() -> read("/v1/account"))),
            Thread.ofVirtual().unstarted(() -> again(() -> read("/v1/lists"))),
            Thread.ofVirtual().unstarted(() -> again(() -> read("/"))));
  }

  static Load on(Client client) {
    Load load = new Load(client);
    load.threads.forEach(Thread::start);
    return load;
  }

  private interface Request {
    HttpResponse<String> send() throws IOException, InterruptedException;
  }

  private void again(Request request) {
    try {
      while (!ended.await(50, TimeUnit.MILLISECONDS)) {
        requests.incrementAndGet();
        try {
          HttpResponse<String> response = request.send();
          if (response.statusCode() >= 300) {
            failures.add(
                "%s %s: %d %s"
                    .formatted(
                        response.request().method(),
                        response.uri().getPath(),
                        response.statusCode(),
                        response.body()));
          }
        } catch (IOException e) {
          failures.add(e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> upload() throws IOException, InterruptedException {
    HttpResponse<String> response =
        client
            .http()
            .send(
                client.upload("syntax", BodyPublishers.ofString(LIST), null),
                BodyHandlers.ofString());
    if (response.statusCode() == 202) {
      jobs.add(Json.MAPPER.readTree(response.body()).at("/links/self").asText());
    }
    return response;
  }

  private HttpResponse<String> read(String path) throws IOException, InterruptedException {
    return client.send("GET", path);
  }

  /** Ends it, and waits until every list that was accepted has been verified. */
  void assertNothingFailed() {
    close();
    assertThat(failures).as("failed of %d requests", requests.get()).isEmpty();
    for (String job : jobs) {
      await(job)
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .untilAsserted(
              () -> {
                JsonNode found = client.found(job);
                assertThat(found.path("state").asText()).isEqualTo("completed");
                assertThat(found.path("processed").asInt()).isEqualTo(ROWS);
              });
    }
  }

  @Override
  public void close() {
    ended.countDown();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public String toString() {
    return "%,d requests, of them %,d lists; failed: %s"
        .formatted(requests.get(), jobs.size(), failures);
  }
}
