package io.winnow.kit.access;

import static io.winnow.kit.accounts.AccountSamples.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.json.Json;
import io.winnow.kit.accounts.AccessTokens;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AccessFilterTest {
  private final Keys keys = new Keys();
  private final AccountsView accounts = new AccountsView(keys);
  private final Keys.NewKey key = keys.make(null, Instant.EPOCH);
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger handled = new AtomicInteger();
  private boolean caughtUp = true;
  private HttpService server;

  @AfterEach
  void stop() {
    client.close();
    if (server != null) {
      server.close();
    }
  }

  private void start(AccessSettings settings, KeyPlace... dialects) {
    AccessFilter filter =
        new AccessFilter(settings, accounts, () -> caughtUp, List.of(dialects), nanos::get);
    server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                filter,
                routes -> {
                  routes.get(
                      "/v1/who",
                      context -> {
                        handled.incrementAndGet();
                        context.result(Caller.of(context).account());
                      });
                  routes.post("/v1/who", context -> context.result(context.body()));
                  routes.get("/health/live", context -> context.result("up"));
                  routes.get("/metrics", context -> context.result("none"));
                }));
  }

  private void startClosed() {
    accounts.put(account("acme", key.stored()));
    start(new AccessSettings(false, 1_000, 1_000));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Json.MAPPER.readTree(response.body()).path("code").asText()).isEqualTo(code);
  }

  @Test
  void aKeyMakesTheRequestItsAccounts() throws Exception {
    startClosed();

    for (String[] way :
        List.of(
            new String[] {"Authorization", "Bearer " + key.text()},
            new String[] {"Authorization", "bearer  " + key.text()},
            new String[] {"X-Api-Key", key.text()},
            new String[] {"X-Api-Key", key.text(), "Authorization", "Bearer " + key.text()},
            new String[] {"X-Api-Key", key.text(), "Authorization", "Basic YTpi"})) {
      HttpResponse<String> response = get("/v1/who", way);
      assertThat(response.statusCode()).as("%s", (Object) way).isEqualTo(200);
      assertThat(response.body()).isEqualTo("acme");
    }
  }

  @Test
  void withoutOneNothingIsHandled() throws Exception {
    startClosed();

    for (String path :
        List.of(
            "/v1/who",
            "/v1/who/",
            "/v1",
            "/nowhere",
            "/health/../v1/who",
            "/assets/",
            "/assets/v1/who",
            "/assets/../v1/who")) {
      HttpResponse<String> response = get(path);
      assertProblem(response, 401, "missing_key");
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"winnow\"");
    }
    assertProblem(get("/v1/who", "Authorization", "Basic YTpi"), 401, "missing_key");
    assertProblem(get("/v1/who", "X-Api-Key", " "), 401, "missing_key");
    assertThat(send(request("/v1/who").HEAD()).statusCode()).isEqualTo(401);
    assertThat(handled).hasValue(0);
  }

  @Test
  void anUnknownAWrongAndARevokedKeyAreAnsweredAlike() throws Exception {
    startClosed();
    Keys.NewKey revoked = keys.make(null, Instant.EPOCH);
    accounts.put(account("acme", key.stored(), revoked.stored()));
    assertThat(get("/v1/who", "X-Api-Key", revoked.text()).statusCode()).isEqualTo(200);
    accounts.put(account("acme", key.stored()));

    Set<String> answers = new TreeSet<>();
    for (String presented :
        List.of(
            keys.make(null, Instant.EPOCH).text(),
            key.stored().id() + "0".repeat(21),
            revoked.text(),
            "x",
            key.text() + key.text())) {
      HttpResponse<String> response = get("/v1/who", "X-Api-Key", presented);
      assertProblem(response, 401, "invalid_key");
      answers.add(response.body() + response.headers().firstValue("WWW-Authenticate"));
    }

    assertThat(answers).hasSize(1);
    assertThat(answers.iterator().next()).contains("error=\"invalid_token\"");
    assertThat(handled).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/metrics"})
  void whatTheOperatorsMachinesAskForNeedsNoKey(String path) throws Exception {
    startClosed();

    assertThat(get(path).statusCode()).isEqualTo(200);
  }

  @Test
  void twoDifferentKeysAreRefused() throws Exception {
    startClosed();

    assertProblem(
        get("/v1/who", "X-Api-Key", key.text(), "Authorization", "Bearer other"),
        400,
        "several_keys");
  }

  @Test
  void anUploadWithoutKeyIsToldSoBeforeItIsRead() throws Exception {
    startClosed();

    HttpResponse<String> response =
        send(request("/v1/who").POST(BodyPublishers.ofByteArray(new byte[1 << 20])));

    assertProblem(response, 401, "missing_key");
  }

  @Test
  void whileTheAccountsAreReadNoKeyIsCalledWrong() throws Exception {
    caughtUp = false;
    startClosed();

    HttpResponse<String> response = get("/v1/who", "X-Api-Key", key.text());

    assertProblem(response, 503, "not_ready");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    caughtUp = true;
    assertThat(get("/v1/who", "X-Api-Key", key.text()).statusCode()).isEqualTo(200);
  }

  @Test
  void anOpenServerNeedsNoKeyAndChecksOneAllTheSame() throws Exception {
    accounts.put(account("acme", key.stored()));
    start(new AccessSettings(true, 1_000, 1_000));

    assertThat(get("/v1/who").body()).isEqualTo("local");
    assertThat(get("/v1/who", "X-Api-Key", key.text()).body()).isEqualTo("acme");
    assertProblem(get("/v1/who", "X-Api-Key", "wrong"), 401, "invalid_key");
  }

  @Test
  void pagesOfOtherSitesAreNotTheMachinesUser() throws Exception {
    accounts.put(account("acme", key.stored()));
    start(new AccessSettings(true, 1_000, 1_000));

    for (String own : List.of("http://localhost:8080", "http://127.0.0.1", "http://[::1]:80")) {
      assertThat(get("/v1/who", "Origin", own).statusCode()).as(own).isEqualTo(200);
    }
    for (String foreign :
        List.of("https://evil.example", "null", "http://localhost.evil.example")) {
      assertProblem(get("/v1/who", "Origin", foreign), 403, "foreign_site");
    }
    assertThat(get("/v1/who", "Origin", "https://app.example", "X-Api-Key", key.text()).body())
        .isEqualTo("acme");
    assertThat(statusByHost("rebound.example")).isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusByHost("localhost:8080")).isEqualTo("HTTP/1.1 200 OK");
    assertThat(statusByHost("[::1]")).isEqualTo("HTTP/1.1 200 OK");
  }

  private String statusByHost(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/who HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      String response =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return response.lines().findFirst().orElseThrow();
    }
  }

  @Test
  void aTokenOfADialectIsNoKeyAndNoGuessElsewhere() throws Exception {
    accounts.put(account("acme", key.stored()));
    start(new AccessSettings(false, 1_000, 2));
    String token = AccessTokens.of(accounts).issue(key.text()).orElseThrow().text();

    for (int i = 0; i < 5; i++) {
      assertProblem(get("/v1/who", "X-Api-Key", token), 401, "invalid_key");
    }
  }

  @Test
  void aDialectMayHaveAPlaceOfItsOwn() throws Exception {
    accounts.put(account("acme", key.stored()));
    start(new AccessSettings(false, 1_000, 1_000), context -> context.queryParam("Key"));

    assertThat(get("/v1/who?Key=" + key.text()).body()).isEqualTo("acme");
  }

  @Test
  void moreThanTheAccountMaySendInAMinuteIsTurnedAway() throws Exception {
    accounts.put(account("acme", key.stored()));
    start(new AccessSettings(false, 2, 1_000));

    HttpResponse<String> first = get("/v1/who", "X-Api-Key", key.text());
    assertThat(first.headers().firstValue("RateLimit-Limit")).hasValue("2");
    assertThat(first.headers().firstValue("RateLimit-Remaining")).hasValue("1");
    assertThat(first.headers().firstValue("RateLimit-Reset")).hasValue("30");
    assertThat(get("/v1/who", "X-Api-Key", key.text()).statusCode()).isEqualTo(200);

    HttpResponse<String> third = get("/v1/who", "X-Api-Key", key.text());
    assertProblem(third, 429, "too_many_requests");
    assertThat(third.headers().firstValue("Retry-After")).hasValue("30");
    assertThat(third.headers().firstValue("RateLimit-Remaining")).hasValue("0");

    nanos.addAndGet(30_000_000_000L);
    assertThat(get("/v1/who", "X-Api-Key", key.text()).statusCode()).isEqualTo(200);
  }

  @Test
  void anAccountsOwnLimitWinsAndNoOtherAccountFeelsIt() throws Exception {
    Keys.NewKey others = keys.make(null, Instant.EPOCH);
    accounts.put(account("acme", new AccountLimits(null, null, null, 1), key.stored()));
    accounts.put(account("other", others.stored()));
    start(new AccessSettings(false, 100, 1_000));

    assertThat(get("/v1/who", "X-Api-Key", key.text()).statusCode()).isEqualTo(200);
    assertProblem(get("/v1/who", "X-Api-Key", key.text()), 429, "too_many_requests");
    assertThat(get("/v1/who", "X-Api-Key", others.text()).statusCode()).isEqualTo(200);
  }

  @Test
  void whoSendsManyWrongKeysIsToldToWaitAndGoodKeysGoOn() throws Exception {
    accounts.put(account("acme", key.stored()));
    start(new AccessSettings(false, 100, 3));
    List<Integer> statuses = new ArrayList<>();

    for (int i = 0; i < 5; i++) {
      statuses.add(get("/v1/who", "X-Api-Key", "wrong" + i).statusCode());
    }

    assertThat(statuses).containsExactly(401, 401, 401, 429, 429);
    HttpResponse<String> more = get("/v1/who", "X-Api-Key", "wrong");
    assertProblem(more, 429, "too_many_wrong_keys");
    assertThat(more.headers().firstValue("Retry-After")).hasValue("20");
    assertThat(get("/v1/who", "X-Api-Key", key.text()).statusCode()).isEqualTo(200);
  }
}
