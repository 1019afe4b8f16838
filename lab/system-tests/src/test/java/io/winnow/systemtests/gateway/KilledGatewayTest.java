package io.winnow.systemtests.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gateway that is killed. What it had promised is kept by the next one with its spool; of what it
 * had not promised nothing stays, and whoever sends it again has it once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledGatewayTest {
  private static final int CREDITS = 1_000_000;

  @TempDir static Path directory;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Cluster cluster;
  private Door sink;

  @BeforeAll
  void start() throws Exception {
    cluster = Cluster.start(directory, Map.of());
    sink = Door.open(cluster.settings(Map.of()), List.of(cluster.sink().routes()));
  }

  @AfterAll
  void stop() throws IOException {
    sink.close();
    cluster.close();
    http.close();
  }

  /** A client of the sink. */
  private Client account(String name) {
    Client client = new Client(http, sink.url(), cluster.account(name, CREDITS));
    await().atMost(Client.PATIENCE).until(() -> client.send("GET", "/v1/jobs").statusCode() == 200);
    return client;
  }

  private GatewayProcess gateway(Path spool, String... settings) throws IOException {
    Map<String, String> all = cluster.ofGateway(spool);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return GatewayProcess.start(directory, all);
  }

  /** The client at a gateway, once that one knows it. */
  private static Client at(Client account, GatewayProcess gateway) {
    Client client = account.at(gateway.url());
    await()
        .atMost(Client.PATIENCE)
        .until(() -> client.send("GET", "/v1/account").statusCode() == 200);
    return client;
  }

  /** Each row costs a credit: it is invalid, which is definite. */
  private static List<String> addresses(int rows) {
    return IntStream.range(0, rows).mapToObj(row -> "person-" + row + "@no domain").toList();
  }

  private static String csv(List<String> addresses) {
    StringBuilder csv = new StringBuilder("n,email\n");
    for (int row = 0; row < addresses.size(); row++) {
      csv.append(row).append(',').append(addresses.get(row)).append('\n');
    }
    return csv.toString();
  }

  private static List<Path> spooled(Path spool) throws IOException {
    if (!Files.exists(spool)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(spool)) {
      return children.filter(Files::isDirectory).toList();
    }
  }

  private static void awaitEmpty(Path spool) {
    await()
        .atMost(Client.PATIENCE)
        .untilAsserted(() -> assertThat(spooled(spool)).as("spool").isEmpty());
  }

  private static void assertRows(Client account, String job, List<String> addresses)
      throws IOException, InterruptedException {
    JsonNode ended = account.completed(job);
    assertThat(ended.get("total").asLong()).isEqualTo(addresses.size());
    assertThat(ended.get("processed").asLong()).isEqualTo(addresses.size());
    String results = account.send("GET", job + "/results.csv").body();
    int row = 0;
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(results)) {
      for (NamedCsvRecord found : records) {
        assertThat(found.getField("n")).isEqualTo(String.valueOf(row));
        assertThat(found.getField("email")).isEqualTo(addresses.get(row));
        assertThat(found.getField("status")).isEqualTo("undeliverable");
        row++;
      }
    }
    assertThat(row).isEqualTo(addresses.size());
  }

  private static String jobOf(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return response.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void nothingStaysOfAListThatWasBeingReceived() throws Exception {
    Client account = account("receiving");
    Path spool = directory.resolve("receiving");
    List<String> addresses = addresses(20_000);
    byte[] list = csv(addresses).getBytes(StandardCharsets.UTF_8);
    CompletableFuture<HttpResponse<String>> upload;
    try (GatewayProcess killed = gateway(spool);
        PipedInputStream body = new PipedInputStream(list.length);
        PipedOutputStream sent = new PipedOutputStream(body)) {
      Client client = at(account, killed);
      upload =
          http.sendAsync(
              client.upload(
                  "syntax", BodyPublishers.ofInputStream(() -> (InputStream) body), "received"),
              HttpResponse.BodyHandlers.ofString());
      sent.write(list, 0, list.length / 2);
      sent.flush();
      await()
          .atMost(Client.PATIENCE)
          .until(
              () -> {
                for (Path entry : spooled(spool)) {
                  Path part = entry.resolve("list");
                  if (Files.exists(part) && Files.size(part) > 0) {
                    return true;
                  }
                }
                return false;
              });
      killed.kill();
    }
    // now the pipe is closed: a client that waits for more to send notices nothing before it sends
    assertThat(upload).failsWithin(Client.PATIENCE);

    try (GatewayProcess next = gateway(spool)) {
      Client client = at(account, next);
      assertThat(spooled(spool)).isEmpty();
      assertThat(account.jobs()).isEmpty();
      account.assertBalance(CREDITS);

      String job = jobOf(client.upload(csv(addresses), "received"));

      assertRows(account, job, addresses);
      assertThat(account.jobs()).hasSize(1);
      account.assertBalance(CREDITS - addresses.size());
      awaitEmpty(spool);
    }
  }

  @Test
  void aListThatWasSubmittedAndNotPromisedStaysOnlyForWhoeverComesAgain() throws Exception {
    Client keyed = account("keyed");
    Client keyless = account("keyless");
    Path spool = directory.resolve("submitted");
    List<String> addresses = addresses(300);
    long submitted = cluster.submissions();
    cluster.stopVerifier();
    try (GatewayProcess killed = gateway(spool)) {
      var first =
          http.sendAsync(
              at(keyed, killed).upload("syntax", BodyPublishers.ofString(csv(addresses)), "mine"),
              HttpResponse.BodyHandlers.ofString());
      var second =
          http.sendAsync(
              at(keyless, killed).upload("syntax", BodyPublishers.ofString(csv(addresses)), null),
              HttpResponse.BodyHandlers.ofString());
      await().atMost(Client.PATIENCE).until(() -> cluster.submissions() >= submitted + 2);
      killed.kill();
      assertThat(first).failsWithin(Client.PATIENCE);
      assertThat(second).failsWithin(Client.PATIENCE);
    }

    leaveSomeUnsubmitted(spool);
    cluster.startVerifier();
    try (GatewayProcess next = gateway(spool)) {
      assertThat(spooled(spool)).hasSizeLessThanOrEqualTo(2);
      String job = jobOf(at(keyed, next).upload(csv(addresses), "mine"));

      assertRows(keyed, job, addresses);
      assertThat(keyed.jobs()).hasSize(1);
      keyed.assertBalance(CREDITS - addresses.size());
      assertThat(jobOf(at(keyed, next).upload(csv(addresses), "mine"))).isEqualTo(job);

      awaitEmpty(spool);
      keyless.assertBalance(CREDITS);
      // it was admitted when nobody waited any more
      assertThat(keyless.jobs())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.at("/failure/code").asText()).isEqualTo("abandoned");
                assertThat(one.get("loaded").asLong()).isZero();
              });
    }
  }

  /** As if the gateway had died with two more lists that were on disk, and not yet submitted. */
  private static void leaveSomeUnsubmitted(Path spool) throws IOException {
    List<Path> entries = spooled(spool);
    assertThat(entries).hasSize(2);
    for (Path entry : entries) {
      String job = String.valueOf(entry.getFileName());
      String other = String.valueOf(Long.parseLong(job) + 1_000_000);
      Path copy = Files.createDirectory(spool.resolve(other));
      Files.copy(entry.resolve("list"), copy.resolve("list"));
      Files.writeString(
          copy.resolve("submission.json"),
          Files.readString(entry.resolve("submission.json"))
              .replace(job, other)
              .replaceAll("\"nonce\":\"[^\"]*\"", "\"nonce\":\"never-sent-" + other + "\""));
    }
  }

  /** It had been admitted before the gateway died, and the answer never reached the client. */
  @Test
  void aListThatWasAdmittedAndNotPromisedIsOneJobForWhoeverComesAgain() throws Exception {
    Client account = account("admitted");
    Path spool = directory.resolve("admitted");
    List<String> addresses = addresses(300);
    long submitted = cluster.submissions();
    cluster.stopVerifier();
    try (GatewayProcess killed = gateway(spool)) {
      var upload =
          http.sendAsync(
              at(account, killed).upload("syntax", BodyPublishers.ofString(csv(addresses)), "mine"),
              HttpResponse.BodyHandlers.ofString());
      await().atMost(Client.PATIENCE).until(() -> cluster.submissions() > submitted);
      killed.kill();
      assertThat(upload).failsWithin(Client.PATIENCE);
    }
    cluster.startVerifier();
    await().atMost(Client.PATIENCE).until(() -> account.jobs().size() == 1);

    try (GatewayProcess elsewhere = gateway(directory.resolve("elsewhere"))) {
      // another gateway has not its rows, but knows whose job it is
      String job = jobOf(at(account, elsewhere).upload(csv(addresses), "mine"));
      try (GatewayProcess next = gateway(spool)) {
        assertThat(jobOf(at(account, next).upload(csv(addresses), "mine"))).isEqualTo(job);
        assertRows(account, job, addresses);
        assertThat(account.jobs()).hasSize(1);
        account.assertBalance(CREDITS - addresses.size());
        awaitEmpty(spool);
        awaitEmpty(directory.resolve("elsewhere"));
      }
    }
  }

  /** As soon as each of the files is there that say how far a list has come. */
  @ParameterizedTest
  @ValueSource(strings = {"list", "submission.json", "accepted"})
  void aListThatIsSentUntilItIsPromisedIsOneJob(String file) throws Exception {
    Client account = account("until-" + file.replaceAll("\\..*", ""));
    Path spool = directory.resolve("until-" + file);
    List<String> addresses = addresses(20_000);
    try (GatewayProcess killed = gateway(spool)) {
      var upload =
          http.sendAsync(
              at(account, killed).upload("syntax", BodyPublishers.ofString(csv(addresses)), "mine"),
              HttpResponse.BodyHandlers.ofString());
      await()
          .atMost(Client.PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> upload.isDone() || anyHas(spool, file));
      killed.kill();
      await().atMost(Client.PATIENCE).until(upload::isDone);
    }

    try (GatewayProcess next = gateway(spool)) {
      String job = jobOf(at(account, next).upload(csv(addresses), "mine"));

      assertRows(account, job, addresses);
      assertThat(account.jobs()).hasSize(1);
      account.assertBalance(CREDITS - addresses.size());
      awaitEmpty(spool);
    }
  }

  private static boolean anyHas(Path spool, String file) throws IOException {
    return spooled(spool).stream().anyMatch(entry -> Files.exists(entry.resolve(file)));
  }

  @Test
  void aListThatWasPromisedIsLoadedToTheEnd() throws Exception {
    Client account = account("loading");
    Path spool = directory.resolve("loading");
    List<String> addresses = addresses(60_000);
    String[] slow = {
      "winnow.gateway.transaction-rows", "500", "winnow.gateway.max-unverified-rows", "2000"
    };
    String job;
    try (GatewayProcess killed = gateway(spool, slow)) {
      job = jobOf(at(account, killed).upload(csv(addresses), "loaded"));
      killAt(killed, account, job, 1);
    }
    try (GatewayProcess killed = gateway(spool, slow)) {
      assertThat(jobOf(at(account, killed).upload(csv(addresses), "loaded"))).isEqualTo(job);
      killAt(killed, account, job, 30_000);
    }
    try (GatewayProcess next = gateway(spool, slow)) {
      assertRows(account, job, addresses);
      assertThat(jobOf(at(account, next).upload(csv(addresses), "loaded"))).isEqualTo(job);
      assertThat(account.jobs()).hasSize(1);
      account.assertBalance(CREDITS - addresses.size());
      awaitEmpty(spool);
    }
  }

  private static void killAt(GatewayProcess gateway, Client account, String job, long rows)
      throws Exception {
    await()
        .atMost(Client.PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> account.found(job).path("loaded").asLong() >= rows);
    gateway.kill();
    assertThat(account.json(job).get("state").asText()).as("not all loaded").isEqualTo("loading");
  }
}
