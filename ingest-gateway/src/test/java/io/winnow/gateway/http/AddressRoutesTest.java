package io.winnow.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.SmtpStage;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRoutesTest {
  private static final JobId JOB = new JobId(4711);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** What was asked last; null before that. */
  private record Asked(String address, Level level, RowOptions options, Duration most) {}

  private Asked asked;
  private String askedBy;
  private boolean ready = true;
  private Verdict verdict = Verdict.of(Reason.SMTP_NOT_CHECKED);
  private AddressCheck check =
      (account, address, level, options, wait) -> {
        asked = new Asked(address, level, options, wait);
        askedBy = account;
        AddressVerified verified =
            verdict == null ? null : new AddressVerified(JOB, 0, verdict, address, 0, List.of());
        return new AddressCheck.Outcome(accepted(level), verified);
      };

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpService server =
      HttpService.start(
          HttpSettings.of("127.0.0.1", 0),
          List.of(
              routes -> routes.before(new Caller("acme", AccountLimits.NONE)::attachTo),
              new AddressRoutes(
                  new CheckDoor(
                      (account, address, level, options, wait) ->
                          check.check(account, address, level, options, wait),
                      () -> ready),
                  new Parameters(EnumSet.of(Level.SYNTAX, Level.DNS), Clock.systemUTC()))));

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static AcceptedJob accepted(Level level) {
    UploadRequest request =
        new UploadRequest("one address", level, new ListHints(ListFormat.CSV, null, null));
    return AcceptedJob.of(JOB, request, new ListLayout(List.of("email"), 0, ",", false), 1);
  }

  private HttpResponse<String> get(String rest) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/v1/addresses" + rest))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  private void assertRefused(String rest, int status, String code, String... words)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get(rest);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).get("code").asText()).isEqualTo(code);
    assertThat(json(response).get("detail").asText()).contains(words);
    assertThat(asked).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "anna@example.com, anna@example.com",
    "anna%40example.com, anna@example.com",
    "anna+shop@example.com, anna+shop@example.com",
    "anna%2Bshop%40example.com, anna+shop@example.com",
    "a%2fb@example.com, a/b@example.com",
    "100%25@example.com, 100%@example.com",
    "a%252Bb@example.com, a%2Bb@example.com",
    "a%20b@example.com, a b@example.com",
    "zo%C3%AB@ex%C3%A4mple.org, zoë@exämple.org",
    "%22a%22@example.com, \"a\"@example.com",
    "a%3Bb@example.com, a;b@example.com",
    "a%3Fb%23c@example.com, a?b#c@example.com",
    "not-an-address, not-an-address",
  })
  void anAddressInThePathIsWhatTheClientMeans(String path, String address)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get("/" + path);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(asked.address()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/%20", "/%E2%80%83"})
  void anEmptyAddressIsRefused(String rest) throws IOException, InterruptedException {
    assertRefused(rest, 400, "address_missing", "/v1/addresses/");
  }

  @Test
  void anEndlessAddressIsRefused() throws IOException, InterruptedException {
    assertRefused("/" + "x".repeat(1_001), 400, "address_too_long", "1,000", "254");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException, InterruptedException {
    HttpResponse<String> response = get("/zo%EB@example.org");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(asked).isNull();
  }

  @Test
  void whatIsNotSaidHasDefaults() throws IOException, InterruptedException {
    get("/a@b.example");

    assertThat(asked)
        .isEqualTo(new Asked("a@b.example", Level.DNS, RowOptions.PLAIN, Parameters.LONGEST_WAIT));
  }

  @Test
  void theQueryTellsLevelWaitAndTranscript() throws IOException, InterruptedException {
    get("/a@b.example?level=SYNTAX&wait=500ms&transcript=true");

    assertThat(asked)
        .isEqualTo(
            new Asked(
                "a@b.example", Level.SYNTAX, new RowOptions(null, true), Duration.ofMillis(500)));
  }

  @ParameterizedTest
  @CsvSource({
    "wait=31s, invalid_wait, 31s",
    "wait=soon, invalid_wait, soon",
    "wait=999999999999d, invalid_wait, 30 s",
    "transcript=yes, invalid_transcript, true or false",
    "level=psychic, unknown_level, syntax or dns",
    "wait_time=3s, unknown_parameter, wait_time",
  })
  void aParameterThatMeansNothingIsRefused(String query, String code, String word)
      throws IOException, InterruptedException {
    assertRefused("/a@b.example?" + query, 400, code, word);
  }

  @Test
  void theVerdictComesWithAllOfItsEvidence() throws IOException, InterruptedException {
    verdict =
        new Verdict(
            Reason.MAILBOX_NOT_FOUND,
            "no such user",
            "anna@gmial.example",
            "anna@gmail.example",
            Flags.NONE.with(Flag.FREE, true).with(Flag.CATCH_ALL, Flags.Answer.UNKNOWN),
            "mx.gmial.example",
            new SmtpEvidence(
                "gmial.example",
                SmtpStage.RCPT,
                550,
                "5.1.1",
                "No such user",
                1,
                NOON,
                NOON,
                SmtpEvidence.Source.LIVE,
                List.of("< 220 hello")));

    HttpResponse<String> response = get("/Anna@gmial.example?transcript=true");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(json(response))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"address":"Anna@gmial.example","status":"undeliverable",
                 "reason":"mailbox_not_found","detail":"no such user",
                 "did_you_mean":"anna@gmail.example","normalized":"anna@gmial.example",
                 "flags":{"free":"yes","disposable":"no","role":"no","no_reply":"no",
                   "tagged":"no","idn":"no","smtputf8":"no","null_mx":"no","implicit_mx":"no",
                   "catch_all":"unknown","mailbox_full":"no","mailbox_disabled":"no"},
                 "mail_host":"mx.gmial.example",
                 "smtp":{"operator":"gmial.example","stage":"rcpt","code":550,
                   "enhanced_code":"5.1.1","reply":"No such user","attempts":1,
                   "first_checked_at":"2026-03-01T12:00:00Z",
                   "last_checked_at":"2026-03-01T12:00:00Z","source":"live",
                   "transcript":["< 220 hello"]},
                 "level":"dns","job":4711,"links":{"self":"/v1/jobs/4711"}}
                """));
  }

  @Test
  void withoutAVerdictInTimeTheClientIsSentToTheJob() throws IOException, InterruptedException {
    verdict = null;

    HttpResponse<String> response = get("/a@b.example?wait=0s");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location")).hasValue("/v1/jobs/4711");
    assertThat(json(response).get("id").asLong()).isEqualTo(4711);
    assertThat(json(response).get("state").asText()).isEqualTo("loading");
    assertThat(json(response).get("rows").asLong()).isEqualTo(1);
  }

  @Test
  void aLevelThatIsNotOfferedIsAProblem() throws IOException, InterruptedException {
    check =
        (account, address, level, options, wait) -> {
          throw ListRefused.because(ListFault.LEVEL_UNAVAILABLE, "not offered");
        };

    assertRefused("/a@b.example?level=smtp", 400, "level_unavailable", "not offered");
  }

  @Test
  void theJobIsTheCallersOwn() throws IOException, InterruptedException {
    get("/a@b.example");

    assertThat(askedBy).isEqualTo("acme");
  }

  @Test
  void beforeTheGatewayIsReadyNothingIsAsked() throws IOException, InterruptedException {
    ready = false;

    assertRefused("/a@b.example", 503, "not_ready", "try again");
  }
}
