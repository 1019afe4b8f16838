package io.winnow.systemtests.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.json.Json;
import io.winnow.kit.dialect.insideview.ContactIds;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.systemtests.WinnowProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job of contacts' ids through a whole Winnow, which is killed in the middle of it. */
class ContactJobTest {
  private static final Pattern SERVES =
      Pattern.compile("Winnow serves (http://\\S+) \\(Kafka at ([^,]+),.*");
  private static final Pattern KEY = Pattern.compile(".*Its key, shown this once: (\\S+)");
  private static final String ACCOUNT = "demo";
  private static final String JOBS = "/api/v1/target/contact/job";
  private static final int CONTACTS = 500;
  private static final int IDS = 9_000;

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ContactIds ids = new ContactIds("");
  private WinnowProcess server;
  private String url;
  private String kafka;
  private String key = "none yet";

  private void serve() throws IOException {
    server =
        WinnowProcess.start(
            directory,
            "serve",
            "--lab",
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString());
    server.awaitLine(line -> line.startsWith("Winnow serves"));
    Matcher serves = printed(SERVES);
    url = serves.group(1);
    kafka = serves.group(2);
    await().atMost(Duration.ofMinutes(1)).until(() -> get("/health/ready").statusCode() == 200);
  }

  private Matcher printed(Pattern pattern) {
    return server.lines().stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .orElseThrow();
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Accept", "application/json")
            .header("accessToken", key)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  private void writeContacts() {
    KafkaClients clients =
        KafkaClients.from(
            Settings.of(Map.of(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(), kafka)));
    List<ContactWrite> writes = new ArrayList<>();
    for (int i = 1; i <= CONTACTS; i++) {
      writes.add(
          ContactWrite.create(
              "person%d@d%d.mx.lab.test".formatted(i, i % 7),
              Map.of("first_name", "Person", "last_name", "No, " + i, "company", "Firm")));
    }
    try (DirectoryDesk desk = DirectoryDesk.at(clients, Clock.systemUTC(), Duration.ofMinutes(1))) {
      desk.start();
      assertThat(desk.write(ACCOUNT, writes, false))
          .allSatisfy(result -> assertThat(result.fault()).isNull());
    }
  }

  /** Known ones, again and again; one that was never given; one of another account. */
  private List<String> wanted() {
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < IDS - 2; i++) {
      wanted.add(ids.of(ACCOUNT, i % CONTACTS + 1));
    }
    wanted.add(1, ids.of(ACCOUNT, 1_000_000));
    wanted.add(2, ids.of("other", 1));
    return wanted;
  }

  @Test
  void everyIdHasItsRowInItsPlaceThoughWinnowIsKilledInTheMiddle() throws Exception {
    serve();
    server.awaitLine(KEY.asMatchPredicate());
    key = printed(KEY).group(1);
    writeContacts();
    List<String> wanted = wanted();

    JsonNode accepted =
        json(
            client.send(
                HttpRequest.newBuilder(
                        URI.create(url + JOBS + "?level=dns&retrieveCompanyDetails=true"))
                    .header("Content-Type", "text/plain")
                    .header("Accept", "application/json")
                    .header("accessToken", key)
                    .POST(BodyPublishers.ofString(String.join("\n", wanted)))
                    .build(),
                HttpResponse.BodyHandlers.ofString()));
    server.kill();
    serve();
    String job = JOBS + "/" + accepted.get("jobId").asText();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> json(get(job)).get("status").asText().equals("finished"));

    assertThat(accepted.get("status").asText()).isEqualTo("accepted");
    assertThat(json(get(job)).get("totalProcessed").asLong()).isEqualTo(IDS);
    List<String> lines = get(job + "/results").body().lines().toList();
    assertThat(lines).hasSize(IDS + 1);
    assertThat(lines.stream().skip(1).map(line -> line.substring(0, ContactIds.LENGTH)))
        .containsExactlyElementsOf(wanted);
    assertThat(lines.get(1)).contains(",\"No, 1\",").contains("ValidDomain,smtp_not_checked,");
    assertThat(lines.subList(2, 4))
        .allSatisfy(line -> assertThat(line).endsWith(",,,\"Invalid ID, record not found.\""));
    assertThat(lines.stream().filter(line -> line.contains("ValidDomain"))).hasSize(IDS - 2);
    JsonNode jobs = json(get("/api/v1/admin/jobs")).get("bulkJobs");
    assertThat(jobs).hasSize(1);
    assertThat(jobs.get(0).get("jobStatus").asText()).isEqualTo("finished");
    theSessionOfThePageWorks();
  }

  /** Here, since it needs a server with contacts. */
  private void theSessionOfThePageWorks() throws Exception {
    String page = Files.readString(Path.of("../../docs/dialects/insideview.md"));
    int begin = page.indexOf("```sh\n") + 6;
    String session = page.substring(begin, page.indexOf("```", begin));
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-eu", "-c", session)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("session.log").toFile());
    shell.environment().putAll(Map.of("WINNOW", url, "KEY", key));
    Process process = shell.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(directory.resolve("session.log"));

    assertThat(ended).as("the session ends: %s", printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    assertThat(printed.lines().filter(line -> line.contains(",ValidEmail,"))).hasSize(2);
    assertThat(printed).contains(",,\"Invalid ID, record not found.\"").contains("\"bulkJobs\":[");
  }
}
