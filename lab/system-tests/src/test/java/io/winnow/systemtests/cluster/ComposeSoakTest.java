package io.winnow.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import io.winnow.lab.list.ListGenerator;
import io.winnow.lab.world.TruthLevel;
import io.winnow.systemtests.gateway.Client;
import io.winnow.systemtests.smtp.Verdicts;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docker-compose.yml describes while its processes die, are cut off and are upgraded. Takes
 * half an hour, so on request: {@code -Dwinnow.test.compose-soak=true}; {@code
 * -Dwinnow.test.compose-soak-rows} says how long the lists are.
 */
@Tag("alone")
@EnabledIfSystemProperty(named = "winnow.test.compose-soak", matches = "true")
class ComposeSoakTest {
  private static final int ROWS = Integer.getInteger("winnow.test.compose-soak-rows", 100_000);
  private static final Duration VERIFIED_WITHIN = Duration.ofMinutes(20);

  @TempDir static Path directory;
  private static ComposeCluster cluster;
  private static Client client;

  @BeforeAll
  static void up() throws Exception {
    Docker.assumeAnswers();
    ComposeCluster.build(ComposeTest.IMAGE);
    cluster = ComposeCluster.up(ComposeTest.IMAGE);
    client = cluster.client("acme", 10_000_000);
  }

  @AfterAll
  static void down() throws Exception {
    if (cluster != null) {
      cluster.down();
    }
  }

  @Test
  void aJobOutlivesTheDeathOfEachKindOfProcess() throws Exception {
    Job job = Job.submit("killed", 41);

    for (String victim :
        List.of(
            "verifier-streams-1",
            "kafka-2",
            "result-sink-1",
            "ingest-gateway-1",
            "ingest-gateway-2")) {
      job.awaitProgress();
      say("kills " + victim);
      cluster.kill(victim);
      say(victim + " was started again by the engine");
    }

    job.assertRight();
  }

  @Test
  void aVerifierThatIsCutOffForAMinuteLeavesNothingBehind() throws Exception {
    Job job = Job.submit("cut-off", 42);
    job.awaitProgress();

    say("cuts verifier-streams-2 off");
    cluster.disconnect("verifier-streams-2");
    var _ = new CountDownLatch(1).await(60, TimeUnit.SECONDS);
    cluster.connect("verifier-streams-2");
    say("verifier-streams-2 is connected again");

    job.assertRight();
    cluster.awaitReady("verifier-streams-2");
  }

  @Test
  void everyServiceIsRestartedUnderLoadWithoutAFailedRequest() throws Exception {
    Job job = Job.submit("upgraded", 43);
    try (Load load = Load.on(client)) {
      for (String service : List.of("kafka-1", "kafka-2", "kafka-3")) {
        restart(service);
      }
      for (String service : ComposeCluster.SERVICES) {
        restart(service);
      }
      load.assertNothingFailed();
      say(load.toString());
    }
    job.assertRight();
  }

  private static void restart(String service) throws Exception {
    long start = System.nanoTime();
    cluster.restart(service);
    say("%s restarted in %.1f s".formatted(service, (System.nanoTime() - start) / 1e9));
  }

  private static void say(String what) {
    System.out.printf("%s %s%n", LocalTime.now(ZoneOffset.UTC).withNano(0), what);
  }

  /** A list of the simulated world that is being verified. */
  private record Job(String url, Path list, Path truth) {
    static Job submit(String name, long seed) throws Exception {
      Path list = directory.resolve(name + ".csv");
      Path truth = ListGenerator.write(ROWS, seed, list, TruthLevel.SMTP);
      HttpResponse<String> accepted =
          client
              .http()
              .send(
                  client.upload("smtp", BodyPublishers.ofFile(list), name),
                  BodyHandlers.ofString());
      assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
      say("%,d rows of seed %d are job %s".formatted(ROWS, seed, accepted.body()));
      return new Job(Json.MAPPER.readTree(accepted.body()).at("/links/self").asText(), list, truth);
    }

    /** Waits until another twentieth of it has verdicts, or all of it. */
    void awaitProgress() throws Exception {
      long wanted = Math.min(processed() + ROWS / 20, ROWS);
      await().atMost(VERIFIED_WITHIN).until(() -> processed() >= wanted);
      say("%,d rows have verdicts".formatted(processed()));
    }

    private long processed() throws Exception {
      return client.found(url).path("processed").asLong();
    }

    void assertRight() throws Exception {
      JsonNode done = client.completed(url, VERIFIED_WITHIN);
      Map<String, Verdicts.Row> right = Verdicts.read(truth);
      Map<String, Long> counts = new TreeMap<>();
      right
          .values()
          .forEach(row -> counts.merge(row.verdict().replaceFirst("/.*", ""), 1L, Long::sum));
      assertThat(done.path("processed").asLong()).isEqualTo(ROWS);
      counts.forEach(
          (status, count) ->
              assertThat(done.path("byStatus").path(status).asLong()).as(status).isEqualTo(count));
      String results = client.send("GET", url + "/results.csv").body();
      assertThat(results.lines().filter(line -> line.startsWith("id,"))).hasSize(1);
      assertThat(Verdicts.differences(Verdicts.parse(results), right)).isEmpty();
      say("%s: %,d rows, right; %s".formatted(url, ROWS, counts));
    }
  }
}
