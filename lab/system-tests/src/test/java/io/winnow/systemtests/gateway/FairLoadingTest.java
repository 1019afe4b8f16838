package io.winnow.systemtests.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.lab.LabWorld;
import io.winnow.lab.list.ListGenerator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A list of ten rows behind one of very many. Few rows are on the topic at a time, so that a
 * machine that is busy with other things still has verdicts for them soon.
 */
@Tag("alone")
class FairLoadingTest {
  private static final int ROWS = Integer.getInteger("winnow.test.fair-rows", 100_000);

  /** Two seconds are promised; test machines may be busy. */
  private static final Duration MOST_LONGER = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void aShortListDoesNotWaitForALongOneBeforeIt() throws Exception {
    Path large = directory.resolve("large.csv");
    Path first = directory.resolve("first.csv");
    Path small = directory.resolve("small.csv");
    ListGenerator.writeUniform(ROWS, ROWS / 20, 11, large);
    ListGenerator.writeUniform(ROWS / 5, ROWS / 100, 13, first);
    ListGenerator.writeUniform(10, 10, 12, small);
    try (LabWorld world = LabWorld.start();
        Cluster cluster =
            Cluster.start(
                directory,
                Map.of(
                    "winnow.gateway.transaction-rows",
                    "5000",
                    "winnow.gateway.max-unverified-rows",
                    "20000",
                    "winnow.dns.servers",
                    world.dnsAddress().getAddress().getHostAddress()
                        + ":"
                        + world.dnsAddress().getPort()));
        GatewayServer gateway =
            GatewayServer.start(
                cluster.ofGateway(directory.resolve("spool")), List.of(cluster.sink().routes()));
        HttpClient http = HttpClient.newHttpClient()) {
      Client client = new Client(http, gateway.url(), cluster.account("fair", 10L * ROWS));
      await()
          .atMost(Client.PATIENCE)
          .until(() -> client.send("GET", "/v1/account").statusCode() == 200);
      duration(client, first);
      Duration alone = duration(client, small);

      String before = upload(client, large);
      await()
          .atMost(Client.PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> processed(client, before) > 0);
      Duration behind = duration(client, small);

      long verified = processed(client, before);
      System.out.printf(
          "10 rows alone: %d ms; behind %d rows, of which %d had a verdict then: %d ms%n",
          alone.toMillis(), ROWS, verified, behind.toMillis());
      assertThat(verified).as("the long list is still at work").isLessThan(ROWS);
      assertThat(behind).isLessThan(alone.plus(MOST_LONGER));
      assertThat(client.completed(before).get("processed").asLong()).isEqualTo(ROWS);
    }
  }

  private static long processed(Client client, String job) throws Exception {
    return client.found(job).path("processed").asLong();
  }

  private static Duration duration(Client client, Path list) throws Exception {
    long begin = System.nanoTime();
    String job = upload(client, list);
    client.completed(job);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static String upload(Client client, Path list) throws Exception {
    HttpResponse<String> response =
        client
            .http()
            .send(
                client.upload("dns", BodyPublishers.ofFile(list), null),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return response.headers().firstValue("Location").orElseThrow();
  }
}
