package io.winnow.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Account;
import io.winnow.contracts.json.Json;
import io.winnow.kit.accounts.AccountDesk;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdminRoutesTest {
  private static final String TOKEN = "0123456789abcdef";

  private final Keys keys = new Keys();
  private final AccountsView accounts = new AccountsView(keys);
  private final FakeBooks books = new FakeBooks(accounts);
  private final AccountDesk desk =
      new AccountDesk(books, () -> books.consumer, keys, Clock.systemUTC(), Duration.ofSeconds(10));
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpService server;

  @BeforeEach
  void start() {
    desk.start();
    server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(new AdminRoutes(accounts, () -> true, desk, TOKEN)));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    desk.close();
  }

  private HttpResponse<String> send(String token, String method, String path, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/admin/v1/accounts" + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode done(int status, String method, String path, String body) throws Exception {
    HttpResponse<String> response = send(TOKEN, method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return Json.MAPPER.readTree(response.body());
  }

  private void assertRefused(int status, String code, String method, String path, String body)
      throws Exception {
    assertThat(done(status, method, path, body).get("code").asText()).isEqualTo(code);
  }

  @Test
  void aKeyIsShownOnceAndOpensTheAccountUntilItIsRevoked() throws Exception {
    done(201, "POST", "", "{\"name\":\"acme\",\"credits\":50}");

    JsonNode key = done(201, "POST", "/acme/keys", "{\"label\":\"crm\"}");
    String text = key.get("key").asText();
    assertThat(accounts.opened(text)).map(Account::name).contains("acme");
    JsonNode listed = done(200, "GET", "", "").at("/accounts/0");
    assertThat(listed.at("/keys/0/id").asText()).isEqualTo(text.substring(0, 11));
    assertThat(listed.at("/keys/0/label").asText()).isEqualTo("crm");
    assertThat(listed.toString()).doesNotContain(text).doesNotContain("hash", "salt");

    assertThat(send(TOKEN, "DELETE", "/acme/keys/" + key.get("id").asText(), "").statusCode())
        .isEqualTo(204);
    assertThat(accounts.opened(text)).isEmpty();
  }

  @Test
  void creditsAndLimitsAreChanged() throws Exception {
    done(201, "POST", "", "{\"name\":\"acme\",\"credits\":50}");

    assertThat(done(200, "POST", "/acme/credits", "{\"credits\":-20}").get("balance").asInt())
        .isEqualTo(30);
    assertThat(
            done(200, "PUT", "/acme/limits", "{\"requestsPerMinute\":5}")
                .at("/limits/requestsPerMinute")
                .asInt())
        .isEqualTo(5);
    assertThat(
            done(201, "POST", "", "{\"name\":\"house\",\"unmetered\":true}")
                .get("unmetered")
                .asBoolean())
        .isTrue();
  }

  @Test
  void whatCannotBeDoneIsSaidWithItsCode() throws Exception {
    done(201, "POST", "", "{\"name\":\"acme\",\"credits\":50}");

    assertRefused(409, "account_exists", "POST", "", "{\"name\":\"acme\"}");
    assertRefused(404, "unknown_account", "POST", "/nobody/keys", "");
    assertRefused(404, "unknown_key", "DELETE", "/acme/keys/at_00000000", "");
    assertRefused(409, "insufficient_credits", "POST", "/acme/credits", "{\"credits\":-51}");
    assertRefused(400, "invalid_account", "POST", "", "{\"name\":\"NO WAY\"}");
    assertRefused(400, "invalid_account", "POST", "", "{\"name\":\"local\"}");
    assertRefused(400, "invalid_account", "POST", "", "{\"name\":\"b\",\"credits\":-1}");
    assertRefused(400, "invalid_json", "POST", "", "{\"credits\":1}");
    assertRefused(400, "invalid_json", "POST", "/acme/credits", "null");
    assertRefused(400, "invalid_json", "PUT", "/acme/limits", "{\"rows\":0}");
  }

  @Test
  void withoutTheTokenNothingIsDone() throws Exception {
    for (String token : List.of("", "0123456789abcdeF", TOKEN + "0")) {
      HttpResponse<String> response = send(token, "POST", "", "{\"name\":\"acme\"}");
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body()).contains("admin_token_required");
    }
    assertThat(accounts.all()).isEmpty();
  }

  @Test
  void whenNobodyAnswersThatIsSaid() throws Exception {
    FakeBooks silent = new FakeBooks(accounts);
    silent.answering = false;
    try (AccountDesk hasty =
        new AccountDesk(
            silent, () -> silent.consumer, keys, Clock.systemUTC(), Duration.ofMillis(50))) {
      hasty.start();
      HttpService impatient =
          HttpService.start(
              HttpSettings.of("127.0.0.1", 0),
              List.of(new AdminRoutes(accounts, () -> true, hasty, TOKEN)));
      server.close();
      server = impatient;

      assertRefused(503, "no_answer", "POST", "", "{\"name\":\"acme\"}");
    }
  }
}
