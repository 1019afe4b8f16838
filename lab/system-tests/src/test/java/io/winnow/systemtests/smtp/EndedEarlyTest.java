package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.lab.LabWorld;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.smtp.SmtpOptions;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are cancelled or deleted over HTTP, in whole processes. */
class EndedEarlyTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Whoever waited for greylisting would wait much longer than for patience. */
  private static final Duration GREYLISTED = Duration.ofMinutes(30);

  private static final String GREYLISTING = World.domain("tenant-1", MailKind.GREYLISTING);

  @TempDir Path directory;

  private static LabWorld world() throws IOException {
    return LabWorld.start(
        DnsServerOptions.defaults(), SmtpOptions.defaults().withGreylistDelay(GREYLISTED));
  }

  /** Some rows are loaded, the others only when these have verdicts, which takes half an hour. */
  private WinnowServer serve(LabWorld world) throws IOException {
    return WinnowServer.start(
        directory,
        LabSettings.of(world)
            .with("winnow.smtp.greylist-delays", GREYLISTED.toSeconds() + " s")
            .with("winnow.smtp.most-greylist-delay", GREYLISTED.toSeconds() + " s")
            .with("winnow.gateway.transaction-rows", "50")
            .with("winnow.gateway.max-unverified-rows", "200"));
  }

  private static List<String> addresses() {
    return IntStream.range(0, 1_000).mapToObj(i -> "person-" + i + "@" + GREYLISTING).toList();
  }

  private static String begun(WinnowServer server, LabWorld world)
      throws IOException, InterruptedException {
    String job = server.verify(addresses());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server.json(job).path("loaded").asLong() >= 200
                    && !world.record().greylistTries(GREYLISTING).isEmpty());
    return job;
  }

  private long spooled() throws IOException {
    try (Stream<Path> entries = Files.list(directory.resolve("data/spool"))) {
      return entries.filter(Files::isDirectory).count();
    }
  }

  @Test
  void aCancelledJobEndsExactlyAlsoWhenEverythingIsKilledMeanwhile() throws Exception {
    try (LabWorld world = world()) {
      String job;
      try (WinnowServer killed = serve(world)) {
        job = begun(killed, world);
        assertThat(killed.post(job + "/cancel").statusCode()).isEqualTo(202);
        killed.kill();
      }
      try (WinnowServer server = serve(world)) {
        await()
            .atMost(PATIENCE)
            .until(() -> server.json(job).path("state").asText().equals("cancelled"));

        JsonNode ended = server.json(job);
        long loaded = ended.path("loaded").asLong();
        assertThat(ended.path("total").asLong()).isEqualTo(1_000);
        assertThat(loaded).isBetween(200L, 999L);
        assertThat(ended.path("processed").asLong()).isEqualTo(loaded);
        assertThat(ended.path("byReason").path("cancelled").asLong()).isPositive();
        String results = server.get(job + "/results.csv").body();
        assertThat(Verdicts.parse(results)).hasSize(Math.toIntExact(loaded));
        assertThat(server.post(job + "/cancel").statusCode()).isEqualTo(409);
        assertThat(spooled()).isZero();
      }
    }
  }

  @Test
  void nothingIsLeftOfAJobThatIsDeletedWhileItRuns() throws Exception {
    try (LabWorld world = world();
        WinnowServer server = serve(world)) {
      String job = begun(server, world);
      Path files = directory.resolve("data/results/jobs").resolve(job.replaceAll(".*/", ""));

      assertThat(server.delete(job).statusCode()).isEqualTo(202);

      await().atMost(PATIENCE).until(() -> server.get(job).statusCode() == 404);
      await().atMost(PATIENCE).until(() -> !Files.exists(files));
      await().atMost(PATIENCE).until(() -> server.delete(job).statusCode() == 404);
      assertThat(server.post(job + "/cancel").statusCode()).isEqualTo(404);
      assertThat(spooled()).isZero();
    }
  }
}
