package io.winnow.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Account;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobIds;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.golden.GoldenExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the dialects answer, byte by byte, where they write. */
@Timeout(60)
class DialectExchangesTest {
  private static final Instant NOW = Instant.parse("2026-03-25T19:00:59Z");
  private static final Keys KEYS = new Keys();
  private static final AccountsView ACCOUNTS = new AccountsView(KEYS);
  private static final FakeTopics TOPICS = new FakeTopics();

  @TempDir static Path spool;
  private static IngestGateway gateway;
  private static HttpService server;
  private static Map<String, String> variables;

  @BeforeAll
  static void start() {
    TOPICS.admission = DialectExchangesTest::admission;
    gateway =
        new IngestGateway(
            GatewaySettings.from(
                Settings.of(
                    Map.of(
                        "winnow.spool.directory",
                        spool.toString(),
                        "winnow.gateway.id",
                        "berlin"))),
            TOPICS,
            new JobIds(Clock.fixed(NOW, ZoneOffset.UTC), new Random(4711)),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                new AccessFilter(new AccessSettings(false, 100_000, 1_000), ACCOUNTS, () -> true),
                gateway.routes()));
    gateway.start();
    AccountLimits one = new AccountLimits(null, null, null, 1);
    variables =
        Map.of(
            "key", key("acme", AccountLimits.NONE),
            "poor", key("poor", AccountLimits.NONE),
            "gone", key("gone", AccountLimits.NONE),
            "busy", key("busy", one));
  }

  @AfterAll
  static void stop() {
    server.close();
    gateway.close();
  }

  private static String key(String account, AccountLimits limits) {
    Keys.NewKey key = KEYS.make(null, NOW);
    ACCOUNTS.put(
        new Account(
            Account.VERSION, account, false, List.of(key.stored()), limits, 100, 0, 1, NOW, NOW));
    return key.text();
  }

  private static JobEvent admission(Submission submission) {
    return switch (submission.account()) {
      case "poor" ->
          refused(submission, JobEvent.Refused.INSUFFICIENT_CREDITS, "balance 1, list 2");
      case "gone" -> refused(submission, JobEvent.Refused.UNKNOWN_ACCOUNT, "no such account");
      default -> new JobEvent.Admitted(JobEvent.VERSION, submission.job(), submission);
    };
  }

  private static JobEvent refused(Submission submission, String code, String message) {
    return new JobEvent.Refused(
        JobEvent.VERSION, submission.job(), submission.nonce(), code, message);
  }

  private static List<GoldenExchange> loqate() throws IOException {
    return GoldenExchange.in(Path.of("src/test/resources/golden/loqate"));
  }

  private static List<GoldenExchange> bevservice() throws IOException {
    return GoldenExchange.in(Path.of("src/test/resources/golden/bevservice"));
  }

  @ParameterizedTest
  @MethodSource({"loqate", "bevservice"})
  void anExchangeIsAsInItsFile(GoldenExchange exchange) throws Exception {
    if (exchange.name().contains("too-many-requests")) {
      String path = "/email/verify?lqtkey=" + variables.get("busy");
      assertThat(ask(path, HttpRequest.BodyPublishers.noBody(), "GET").statusCode()).isEqualTo(400);
    }
    int before = TOPICS.rows.rows().size();
    CompletableFuture<Void> verdict =
        exchange.name().startsWith("verified")
            ? CompletableFuture.runAsync(() -> answer(before))
            : CompletableFuture.completedFuture(null);

    GoldenExchange.Played played = exchange.play(server.port(), variables);

    verdict.get(20_000, MILLISECONDS);
    assertThat(played.actual()).isEqualTo(played.expected());
  }

  /** Gives the next row the reason that its address names. */
  private static void answer(int before) {
    await().until(() -> TOPICS.rows.rows().size() > before);
    AddressSubmitted row = TOPICS.rows.rows().get(before);
    Reason reason = Reason.parse(row.address().substring(0, row.address().indexOf('@')));
    Flags flags = Flags.NONE.with(Flag.ROLE, reason == Reason.SMTP_NOT_CHECKED);
    TOPICS.answers.add(
        "berlin",
        AddressVerified.of(row, new Verdict(reason, null, null, null, flags, null, null)));
  }

  private static HttpResponse<String> ask(
      String path, HttpRequest.BodyPublisher body, String method) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
              .method(method, body)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aRequestMayHaveFiftyThousandAddressesAndNoMore() throws Exception {
    int before = TOPICS.submitted.size();

    HttpResponse<String> tooMany = create(50_001);
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(tooMany.body())
        .isEqualTo(
            "{\"response\":{\"errors\":[\"The emails field should not have more than 50000 items.\"]}}");
    assertThat(TOPICS.submitted).hasSize(before);

    assertThat(create(50_000).statusCode()).isEqualTo(200);
    assertThat(TOPICS.submitted.getLast().rows()).isEqualTo(50_000);
    assertThat(TOPICS.submitted.getLast().jobOptions().retentionSeconds()).isEqualTo(7 * 86_400L);
  }

  private static HttpResponse<String> create(int emails) throws Exception {
    StringBuilder body = new StringBuilder("{\"emails\":[");
    for (int i = 0; i < emails; i++) {
      body.append(i == 0 ? "" : ",").append("\"a").append(i).append("@example.com\"");
    }
    body.append("],\"apiKey\":\"").append(variables.get("key")).append("\"}");
    return create(body.toString());
  }

  private static HttpResponse<String> create(String body) throws Exception {
    return ask("/api/bevService/request", HttpRequest.BodyPublishers.ofString(body), "POST");
  }

  @Test
  void everyAddressIsARowWhateverIsInIt() throws Exception {
    String emails = "[\"a@x.example\",\"\",\"b,\\\"c\\\"\\n@x.example\",\"\\u0000\"]";

    HttpResponse<String> answer =
        create("{\"apiKey\":\"%s\",\"emails\":%s}".formatted(variables.get("key"), emails));

    long job = Json.MAPPER.readTree(answer.body()).at("/response/id").asLong();
    await().until(() -> TOPICS.rows.rowsOf(job).size() == 4);
    assertThat(TOPICS.rows.rows())
        .filteredOn(row -> row.job().value() == job)
        .extracting(AddressSubmitted::address)
        .containsExactly("a@x.example", "", "b,\"c\"\n@x.example", "\uFFFD");
  }
}
