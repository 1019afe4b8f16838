package io.winnow.kit.access;

import static io.winnow.kit.accounts.AccountSamples.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.kit.accounts.AccessTokens;
import io.winnow.kit.accounts.AccountSamples;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.accounts.SessionKeys;
import io.winnow.kit.dialect.Dialect;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong on a dialect's path is told in the dialect's form. */
@Timeout(30)
class DialectsOverHttpTest {
  private final Keys keys = new Keys();
  private final AccountsView accounts = new AccountsView(keys);
  private final Keys.NewKey key = keys.make(null, Instant.EPOCH);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpService server;

  @BeforeEach
  void start() {
    accounts.put(account("acme", key.stored()));
    AccessFilter filter = new AccessFilter(new AccessSettings(false, 2, 2), accounts, () -> true);
    server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                filter,
                routes -> {
                  for (Dialect dialect : Dialect.values()) {
                    String root = dialect.prefixes().getFirst();
                    routes.post(
                        root + "/who",
                        context ->
                            context.result(Gate.pass(context, key(context.body())).account()));
                    routes.get(
                        root + "/broken",
                        _ -> {
                          throw new IllegalStateException("of the test");
                        });
                    routes.get(
                        root + "/own",
                        _ -> {
                          throw DialectError.of(400, "13", "of its <own>");
                        });
                  }
                }));
  }

  private static String key(String body) {
    return body.isEmpty() ? null : body;
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> ask(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void assertTold(
      Dialect dialect, HttpResponse<String> answer, int status, String text) {
    assertThat(answer.statusCode())
        .as(answer.body())
        .isIn(status, dialect == Dialect.PARDOT ? 200 : status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue(
            switch (dialect) {
              case LOQATE -> "application/json; charset=utf8";
              case BEVSERVICE -> "application/json";
              case PARDOT -> "text/xml; charset=utf-8";
              case INSIDEVIEW -> "application/xml";
            });
    assertThat(answer.body())
        .startsWith(
            switch (dialect) {
              case LOQATE -> "{\"Status\":\"";
              case BEVSERVICE -> "{\"response\":{\"error";
              case PARDOT ->
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rsp stat=\"fail\" version=\"1.0\">";
              case INSIDEVIEW -> "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
            })
        .contains(text);
  }

  @ParameterizedTest
  @EnumSource
  void whatNobodyServesAndWhatFailsIsToldInItsForm(Dialect dialect) throws Exception {
    String root = dialect.prefixes().getFirst();

    assertTold(dialect, ask("GET", root + "/nowhere", ""), 404, "");
    assertTold(dialect, ask("DELETE", root + "/who", ""), 405, "");
    String leadsToTheLog = dialect == Dialect.PARDOT ? "" : "request id";
    assertTold(dialect, ask("GET", root + "/broken", ""), 500, leadsToTheLog);
    assertTold(dialect, ask("GET", root + "/own", ""), 400, "of its ");
  }

  @ParameterizedTest
  @EnumSource
  void aKeyInTheBodyIsCheckedAndCountedAsAnyOther(Dialect dialect) throws Exception {
    String who = dialect.prefixes().getFirst() + "/who";

    assertThat(ask("POST", who, key.text()).body()).isEqualTo("acme");
    assertTold(dialect, ask("POST", who, ""), 401, "");
    assertTold(dialect, ask("POST", who, "wnw_wrong"), 401, "");

    assertThat(ask("POST", who, key.text()).statusCode()).isEqualTo(200);
    HttpResponse<String> tooMany = ask("POST", who, key.text());
    assertTold(dialect, tooMany, 429, "");
    assertThat(tooMany.headers().firstValue("Retry-After")).isPresent();

    assertTold(dialect, ask("POST", who, "wnw_wrong"), 401, "");
    assertTold(dialect, ask("POST", who, "wnw_wrong"), 429, "");
  }

  @Test
  void aSessionThatIsOverIsNoGuess() throws Exception {
    String user = SessionKeys.userKey(key.text());
    String session = AccountSamples.sessionKey(key, Duration.ofHours(3));
    String over = Objects.requireNonNull(SessionKeys.presented(user, session));
    String who = Dialect.PARDOT.prefixes().getFirst() + "/who";

    for (int i = 0; i < 10; i++) {
      assertTold(Dialect.PARDOT, ask("POST", who, over), 401, "<err code=\"1\">Invalid API key or");
    }
    assertTold(Dialect.PARDOT, ask("POST", who, over.replace(session, user)), 401, "code=\"1\"");
    assertTold(Dialect.PARDOT, ask("POST", who, over.replace(session, user)), 401, "code=\"1\"");
    assertTold(Dialect.PARDOT, ask("POST", who, over.replace(session, user)), 429, "code=\"131\"");
    assertTold(Dialect.PARDOT, ask("POST", who, over), 401, "code=\"1\"");
  }

  @ParameterizedTest
  @EnumSource
  void aTokenOpensTheApiAloneThatItWasFetchedFor(Dialect dialect) throws Exception {
    String token = AccessTokens.of(accounts).issue(key.text()).orElseThrow().text();
    String who = dialect.prefixes().getFirst() + "/who";

    for (int i = 0; i < 5 && dialect != Dialect.INSIDEVIEW; i++) {
      assertTold(dialect, ask("POST", who, token), 401, "");
    }
    if (dialect == Dialect.INSIDEVIEW) {
      assertThat(ask("POST", who, token).body()).isEqualTo("acme");
    }
    assertThat(ask("POST", who, key.text()).body()).isEqualTo("acme");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOQATE"})
  void aKeyInTheUrlNeedsNoBody(Dialect dialect) throws Exception {
    String who = dialect.prefixes().getFirst() + "/who?lqtkey=";

    assertThat(ask("POST", who + key.text(), "").body()).isEqualTo("acme");
    assertTold(dialect, ask("POST", who + "wrong", ""), 401, "Invalid lqtkey");
  }
}
