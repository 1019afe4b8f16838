package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.Caller;
import io.winnow.kit.accounts.AccountFeeds;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import io.winnow.kit.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of a whole server, by the command line and over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
  private static final Pattern SERVES =
      Pattern.compile("Winnow serves (http://[^ ]+) \\(Kafka at ([^,]+),.*");
  private static final Pattern KEY = Pattern.compile(".*shown this once: (at_[a-z0-9]{29})");

  @TempDir static Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private WinnowProcess server;
  private String url;
  private String kafka;
  private String demoKey;

  @BeforeAll
  void serve() throws Exception {
    server = WinnowProcess.start(directory, "serve", "--lab", "--port", "0", "--data", data());
    server.awaitLine(line -> KEY.matcher(line).matches());
    url = said(SERVES).group(1);
    kafka = said(SERVES).group(2);
    demoKey = said(KEY).group(1);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> get(url + "/health/ready", "none").statusCode() == 200);
  }

  @AfterAll
  void stop() {
    server.close();
    client.close();
  }

  private static String data() {
    return directory.resolve("data").toString();
  }

  private MatchResult said(Pattern pattern) {
    return server.lines().stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .orElseThrow()
        .toMatchResult();
  }

  private HttpResponse<String> get(String uri, String key)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).header("X-Api-Key", key).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path, String key) throws IOException, InterruptedException {
    HttpResponse<String> response = get(url + path, key);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  /** Runs {@code winnow accounts …} and returns what it says. */
  private static List<String> accounts(int status, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("accounts"));
    command.addAll(List.of(args));
    command.addAll(List.of("--data", data()));
    try (WinnowProcess process = WinnowProcess.start(directory, command.toArray(String[]::new))) {
      assertThat(process.exitStatus()).as("%s", process.lines()).isEqualTo(status);
      return List.copyOf(process.lines());
    }
  }

  @Test
  void theDemoAccountPaysForWhatItVerifiesAndOthersSeeNothingOfIt() throws Exception {
    accounts(0, "add", "other", "--credits", "5");
    String otherKey = accounts(0, "key", "add", "other").getLast();
    accounts(0, "limit", "other", "--rows", "7");
    assertThat(json("/v1/account", otherKey).at("/limits/rows").asLong()).isEqualTo(7);

    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(url + "/v1/jobs?level=syntax&name=two.csv"))
                .header("Authorization", "Bearer " + demoKey)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("email\na@b.example\nx@no domain\n"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    String job = response.headers().firstValue("Location").orElseThrow();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> json(job, demoKey).get("state").asText().equals("completed"));

    JsonNode account = json("/v1/account", demoKey);
    assertThat(account.get("name").asText()).isEqualTo("demo");
    assertThat(account.get("balance").asLong()).isLessThanOrEqualTo(1_000_000);
    assertThat(account.at("/ledger").findValuesAsText("kind")).contains("credited", "reserved");
    assertThat(get(url + job, otherKey).statusCode()).isEqualTo(404);
    assertThat(get(url + job + "/results.csv", otherKey).statusCode()).isEqualTo(404);
    assertThat(json("/v1/jobs", otherKey).get("jobs")).isEmpty();
    assertThat(get(url + "/v1/jobs", "at_nobody").statusCode()).isEqualTo(401);
  }

  @Test
  void aRevokedKeyIsRefusedByEveryGatewayWithinTwoSeconds() throws Exception {
    accounts(0, "add", "acme", "--unmetered");
    String key = accounts(0, "key", "add", "acme", "--label", "crm").getLast();
    AccountsView view = new AccountsView(new Keys());
    KafkaClients clients =
        KafkaClients.from(Settings.of(Map.of("winnow.kafka.bootstrap.servers", kafka)));
    try (TopicFollower feed =
            AccountFeeds.accounts(TopicFollower.consumers(clients, "second-gateway"), view);
        HttpService second =
            HttpService.start(
                HttpSettings.of("127.0.0.1", 0),
                List.of(
                    new AccessFilter(new AccessSettings(false, 1_000, 1_000), view, feed::caughtUp),
                    routes ->
                        routes.get(
                            "/v1/jobs",
                            context -> context.result(Caller.of(context).account()))))) {
      feed.start();
      String elsewhere = "http://127.0.0.1:" + second.port() + "/v1/jobs";
      await().atMost(Duration.ofSeconds(30)).until(() -> get(elsewhere, key).statusCode() == 200);
      assertThat(get(url + "/v1/jobs", key).statusCode()).isEqualTo(200);

      accounts(0, "key", "revoke", key.substring(0, 11));

      await()
          .atMost(Duration.ofSeconds(2))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () ->
                  get(url + "/v1/jobs", key).statusCode() == 401
                      && get(elsewhere, key).statusCode() == 401);
    }
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() throws Exception {
    assertThat(accounts(2, "add", "demo", "--credits", "1"))
        .hasSize(1)
        .first()
        .asString()
        .contains("demo");
    assertThat(accounts(2, "add", "x")).first().asString().contains("--credits", "--unmetered");
    assertThat(accounts(2, "limit", "demo", "--rows", "0")).first().asString().contains("'rows'");
    assertThat(accounts(2, "key", "revoke", "at_nobodys0")).first().asString().contains("list");
  }

  @Test
  void onlyTheServersUserReadsItsToken() throws Exception {
    assertThat(Files.getPosixFilePermissions(Path.of(data(), "admin.json")))
        .extracting(Enum::name)
        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
  }

  @Test
  void aServerThatOthersReachIsNotOpen() throws Exception {
    try (WinnowProcess process =
        WinnowProcess.start(
            directory,
            Map.of("WINNOW_HTTP_HOST", "0.0.0.0"),
            "serve",
            "--open",
            "--port",
            "0",
            "--data",
            directory.resolve("open").toString())) {
      assertThat(process.exitStatus()).as("%s", process.lines()).isEqualTo(2);
      assertThat(process.lines().getLast()).contains("winnow.http.open", "0.0.0.0", "127.0.0.1");
    }
  }
}
