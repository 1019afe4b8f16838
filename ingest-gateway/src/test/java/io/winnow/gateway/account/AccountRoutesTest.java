package io.winnow.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Account;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.JobId;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListLimits;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.Caller;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.accounts.LedgerView;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRoutesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final AccountLimits OWN = new AccountLimits(500L, null, 3, 7);

  private final AccountsView accounts = new AccountsView(new Keys());
  private final LedgerView ledger = new LedgerView();
  private Caller caller = new Caller("acme", OWN);
  private boolean caughtUp = true;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpService server =
      HttpService.start(
          HttpSettings.of("127.0.0.1", 0),
          List.of(
              routes -> routes.before(context -> caller.attachTo(context)),
              new AccountRoutes(
                  accounts,
                  ledger,
                  () -> caughtUp,
                  new ListLimits(1_000, 2_000, 100, 10),
                  new AccessSettings(false, 600, 60))));

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> get(String query) throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/v1/account" + query))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String query) throws Exception {
    HttpResponse<String> response = get(query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  private static Account account(String name, boolean unmetered) {
    return new Account(Account.VERSION, name, unmetered, List.of(), OWN, 90, 10, 2, NOON, NOON);
  }

  private void book(long sequence, JobId job) {
    ledger.put(
        new LedgerEntry(
            LedgerEntry.VERSION,
            "acme",
            sequence,
            job == null ? LedgerEntry.Kind.CREDITED : LedgerEntry.Kind.RESERVED,
            job == null ? 100 : -10,
            job == null ? 0 : 10,
            job == null ? 100 : 90,
            job == null ? 0 : 10,
            job,
            null,
            NOON));
  }

  @Test
  void anAccountIsToldWhatItHasAndHowItCameAbout() throws Exception {
    accounts.put(account("acme", false));
    book(1, null);
    book(2, new JobId(4711));

    assertThat(json(""))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"name":"acme","unmetered":false,"balance":90,"reserved":10,
                 "limits":{"rows":500,"bytes":1000,"concurrentUploads":3,"requestsPerMinute":7},
                 "ledger":[
                  {"sequence":2,"kind":"reserved","balanceChange":-10,"reservedChange":10,
                   "balance":90,"reserved":10,"job":4711,"at":"2026-03-01T12:00:00Z"},
                  {"sequence":1,"kind":"credited","balanceChange":100,"reservedChange":0,
                   "balance":100,"reserved":0,"at":"2026-03-01T12:00:00Z"}]}
                """));
  }

  @Test
  void pagesOfTheLedgerFollowEachOther() throws Exception {
    accounts.put(account("acme", false));
    for (int sequence = 1; sequence <= 5; sequence++) {
      book(sequence, null);
    }

    JsonNode first = json("?limit=3");
    JsonNode second = json("?limit=3&before=" + first.get("next").asLong());

    assertThat(first.get("ledger")).hasSize(3);
    assertThat(second.at("/ledger/0/sequence").asInt()).isEqualTo(2);
    assertThat(second.get("ledger")).hasSize(2);
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void anUnmeteredAccountHasNoBalance() throws Exception {
    accounts.put(account("acme", true));

    JsonNode told = json("");

    assertThat(told.get("unmetered").asBoolean()).isTrue();
    assertThat(told.has("balance") || told.has("reserved")).isFalse();
  }

  @Test
  void theLocalAccountNeedsNoEntryInTheTable() throws Exception {
    caller = Caller.LOCAL;

    JsonNode told = json("");

    assertThat(told.get("name").asText()).isEqualTo("local");
    assertThat(told.get("unmetered").asBoolean()).isTrue();
    assertThat(told.at("/limits/rows").asLong()).isEqualTo(2_000);
    assertThat(told.at("/limits").has("requestsPerMinute")).isFalse();
    assertThat(told.get("ledger")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0,     invalid_limit",
    "?limit=101,   invalid_limit",
    "?limit=x,     invalid_limit",
    "?before=x,    invalid_before",
    "?cursor=1,    unknown_parameter",
  })
  void whatIsWrongIsSaidAsAProblem(String query, String code) throws Exception {
    HttpResponse<String> response = get(query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.MAPPER.readTree(response.body()).get("code").asText()).isEqualTo(code);
  }

  @Test
  void beforeTheAccountsAreReadNothingIsTold() throws Exception {
    caughtUp = false;

    assertThat(get("").statusCode()).isEqualTo(503);
  }
}
