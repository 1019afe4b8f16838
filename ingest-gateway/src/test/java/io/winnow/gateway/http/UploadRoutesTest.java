package io.winnow.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.RetryKey;
import io.winnow.gateway.spool.UploadRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadRoutesTest {
  private final UploadServer server = new UploadServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  @Test
  void anUploadIsAnsweredWithTheJob() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send("?name=May.csv&level=syntax", "text/csv", "email\na@b.c\n");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location")).contains("/v1/jobs/4711");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(json(response))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"id":4711,"state":"loading","name":"May.csv","level":"syntax","rows":12,
                 "layout":{"columns":["id","email"],"addressColumn":1,"delimiter":";","header":true},
                 "links":{"self":"/v1/jobs/4711"}}
                """));
    assertThat(server.text()).isEqualTo("email\na@b.c\n");
  }

  @Test
  void whatIsNotSaidHasDefaults() throws IOException, InterruptedException {
    server.send("", "text/csv", "email\na@b.c\n");

    assertThat(server.request)
        .isEqualTo(new UploadRequest("list", Level.DNS, new ListHints(ListFormat.CSV, null, null)));
  }

  @Test
  void theJobIsTheCallersOwn() throws IOException, InterruptedException {
    server.account = "acme";

    server.send("", "text/csv", "x");
    assertThat(server.request.account()).isEqualTo("acme");

    server.sendForm("", UploadServer.file("May.csv", "text/csv", "email\na@b.c"));
    assertThat(server.request.account()).isEqualTo("acme");
    assertThat(server.request.name()).isEqualTo("May.csv");
  }

  @Test
  void theQueryTellsNameLevelColumnAndCharset() throws IOException, InterruptedException {
    server.send(
        "?name=..%2Fx%0A.csv&level=SYNTAX&column=E-Mail%20privat&charset=windows-1252",
        "text/csv", "x");

    assertThat(server.request)
        .isEqualTo(
            new UploadRequest(
                "x.csv",
                Level.SYNTAX,
                new ListHints(ListFormat.CSV, "windows-1252", "E-Mail privat")));
  }

  @ParameterizedTest
  @CsvSource({
    "?dedupe=exact, EXACT",
    "?dedupe=Canonical, CANONICAL",
    "?dedupe=off, OFF",
    "'', OFF"
  })
  void theQueryTellsWhichRowsAreTheSame(String query, Dedupe dedupe)
      throws IOException, InterruptedException {
    server.send(query, "text/csv", "x");

    assertThat(server.request.jobOptions().dedupe()).isEqualTo(dedupe);
  }

  @Test
  void anUnknownWayToTellDuplicatesIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send("?dedupe=fuzzy", "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("unknown_dedupe");
    assertThat(json(response).get("detail").asText()).contains("fuzzy", "off, exact or canonical");
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv,CSV",
    "Text/CSV;header=present,CSV",
    "application/octet-stream,CSV",
    "text/tab-separated-values,CSV",
    "application/gzip,CSV",
    "application/zip,CSV",
    "application/vnd.ms-excel,CSV",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,CSV",
    "application/json; charset=utf-8,JSON",
    "application/x-ndjson,JSON",
    "text/plain,LINES",
  })
  void theContentTypeTellsTheFormat(String contentType, ListFormat format)
      throws IOException, InterruptedException {
    server.send("", contentType, "x");

    assertThat(server.request.hints().format()).isEqualTo(format);
  }

  @Test
  void theContentTypeMayTellTheCharsetAndTheQueryOverrulesIt()
      throws IOException, InterruptedException {
    server.send("", "text/csv; charset=ISO-8859-15", "x");
    assertThat(server.request.hints().charset()).isEqualToIgnoringCase("iso-8859-15");

    server.send("?charset=utf-16le", "text/csv; charset=ISO-8859-15", "x");
    assertThat(server.request.hints().charset()).isEqualTo("utf-16le");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/x-www-form-urlencoded", "nonsense"})
  void otherContentTypesAreRefusedWithWhatIsAccepted(String contentType)
      throws IOException, InterruptedException {
    HttpResponse<String> response = server.send("", contentType, "x");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(json(response).get("code").asText()).isEqualTo("unsupported_content_type");
    assertThat(json(response).get("detail").asText())
        .contains(contentType, "text/csv", "text/plain", "multipart/form-data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", UploadServer.FORM})
  void aBodyPackedOnItsWayIsUnpacked(String contentType) throws IOException, InterruptedException {
    String list = "email\na@b.c\n";
    String body =
        contentType.equals("text/csv")
            ? list
            : "--%1$s\r\n%2$s\r\n--%1$s--\r\n"
                .formatted(UploadServer.BOUNDARY, UploadServer.file("x.csv", "text/csv", list));

    HttpResponse<String> response =
        server.send(
            server
                .post("")
                .header("Content-Type", contentType)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(body))));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(server.text()).isEqualTo(list);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", UploadServer.FORM})
  void aBodyThatIsNotPackedAsItSaysIsRefused(String contentType)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send(
            server
                .post("")
                .header("Content-Type", contentType)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("email\na@b.c\n")));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(json(response).get("code").asText()).isEqualTo("broken_archive");
  }

  @Test
  void otherEncodingsOfABodyAreRefused() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send(
            server
                .post("")
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString("x")));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(json(response).get("code").asText()).isEqualTo("unsupported_content_encoding");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void aMissingContentTypeIsRefusedToo() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send(server.post("").POST(BodyPublishers.ofString("x")));

    assertThat(response.statusCode()).isEqualTo(415);
  }

  @Test
  void anUnknownLevelIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send("?level=psychic", "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("unknown_level");
    assertThat(json(response).get("detail").asText()).contains("psychic", "dns");
  }

  @ParameterizedTest
  @CsvSource({
    "2h,2026-03-01T14:00:00Z",
    "30%20min,2026-03-01T12:30:00Z",
    "2026-03-02T00:00:00Z,2026-03-02T00:00:00Z",
    "2026-03-02T00:00:00%2B02:00,2026-03-01T22:00:00Z",
    "2026-03-02T00:00:00+02:00,2026-03-01T22:00:00Z",
  })
  void theDeadlineIsAMomentOrATimeFromNow(String said, Instant meant)
      throws IOException, InterruptedException {
    HttpResponse<String> response = server.send("?deadline=" + said, "text/csv", "x");

    assertThat(server.request.options()).isEqualTo(new RowOptions(meant, false));
    assertThat(json(response).get("deadline").asText()).isEqualTo(meant.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-01T12:00:00Z", "0s", "tomorrow", "999999999999d", "400d"})
  void aDeadlineThatIsNoneIsRefused(String said) throws IOException, InterruptedException {
    HttpResponse<String> response = server.send("?deadline=" + said, "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("invalid_deadline");
    assertThat(json(response).get("detail").asText()).contains(said);
    assertThat(server.request).isNull();
  }

  @Test
  void anUnknownParameterIsRefusedWithThoseThatThereAre() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send("?levels=dns", "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("unknown_parameter");
    assertThat(json(response).get("parameter").asText()).isEqualTo("levels");
    assertThat(json(response).get("detail").asText())
        .contains("name, level, column, charset, deadline");
    assertThat(server.body).isNull();
  }

  @Test
  void nothingIsReadOfAListThatSaysThatItIsTooLarge() throws IOException, InterruptedException {
    server.announced =
        bytes -> {
          throw ListRefused.because(ListFault.LIST_TOO_LARGE, bytes + " bytes");
        };

    HttpResponse<String> response = server.send("", "text/csv", "email\n");

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).get("detail").asText()).isEqualTo("6 bytes");
    assertThat(server.body).isNull();
  }

  @Test
  void aFaultIsToldWithCodeLineAndColumn() throws IOException, InterruptedException {
    server.intake =
        (taken, upload) -> {
          throw ListRefused.atLine(ListFault.TOO_MANY_CELLS, 17, "found 3 cells");
        };
    HttpResponse<String> atLine = server.send("", "text/csv", "x");
    server.intake =
        (taken, upload) -> {
          throw ListRefused.ofColumn(ListFault.UNKNOWN_COLUMN, "mial", "no column 'mial'");
        };
    HttpResponse<String> ofColumn = server.send("", "text/csv", "x");

    assertThat(atLine.statusCode()).isEqualTo(422);
    assertThat(json(atLine).get("code").asText()).isEqualTo("too_many_cells");
    assertThat(json(atLine).get("line").asLong()).isEqualTo(17);
    assertThat(json(atLine).has("column")).isFalse();
    assertThat(ofColumn.statusCode()).isEqualTo(400);
    assertThat(json(ofColumn).get("column").asText()).isEqualTo("mial");
    assertThat(json(ofColumn).has("line")).isFalse();
  }

  @Test
  void aRefusalReachesAClientThatIsStillSending() throws IOException, InterruptedException {
    server.intake =
        (taken, upload) -> {
          throw ListRefused.because(ListFault.NOT_TEXT, "no");
        };

    HttpResponse<String> response = server.send("", "text/csv", "x".repeat(20_000_000));

    assertThat(response.statusCode()).isEqualTo(415);
  }

  @Test
  void nothingIsReadBeforeTheGatewayIsReady() throws IOException, InterruptedException {
    server.ready = false;

    HttpResponse<String> response = server.send("", "text/csv", "email\na@b.c\n");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("code").asText()).isEqualTo("not_ready");
    assertThat(server.body).isNull();
  }

  @Test
  void whatIsAskedOfTheJobAsAWholeIsTakenAndGivenBack() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send(
            "?webhook=https%3A%2F%2Fhooks.example%2Fx%3Fa%3D1&metadata=%7B%22n%22%3A1.50%7D",
            "text/csv", "email\na@b.c\n");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(server.request.jobOptions().webhook()).isEqualTo("https://hooks.example/x?a=1");
    assertThat(json(response).get("metadata").toString()).isEqualTo("{\"n\":1.50}");
    assertThat(json(response).get("webhook").asText()).isEqualTo("https://hooks.example/x?a=1");
    assertThat(json(response).has("replayed")).isFalse();
  }

  @Test
  void howLongAJobIsKeptMayBeAsked() throws IOException, InterruptedException {
    assertThat(server.send("?retention=7d", "text/csv", "email\na@b.c\n").statusCode())
        .isEqualTo(202);

    assertThat(server.request.jobOptions().retentionSeconds()).isEqualTo(7 * 24 * 3600);
    for (String wrong : List.of("7", "59s", "366d", "-1d", "week", "999999999999d")) {
      HttpResponse<String> response = server.send("?retention=" + wrong, "text/csv", "x");
      assertThat(response.statusCode()).as(wrong).isEqualTo(400);
      assertThat(json(response).get("code").asText()).as(wrong).isEqualTo("invalid_retention");
    }
  }

  @Test
  void optionsMayComeAsFieldsOfAForm() throws IOException, InterruptedException {
    server.sendForm(
        "",
        UploadServer.field("metadata", "[1, 2]"),
        UploadServer.field("webhook", "http://hooks.example:8080/"),
        UploadServer.file("a.csv", "text/csv", "email\na@b.c\n"));

    assertThat(String.valueOf(server.request.jobOptions().metadata())).isEqualTo("[1,2]");
    assertThat(server.request.jobOptions().webhook()).isEqualTo("http://hooks.example:8080/");
  }

  @Test
  void theWebhookMayBeToldOfProgress() throws IOException, InterruptedException {
    server.send(
        "?webhook=https%3A%2F%2Fx.example&webhook_progress=25", "text/csv", "email\na@b.c\n");

    assertThat(server.request.jobOptions().webhookProgress()).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?webhook_progress=25",
        "?webhook=https%3A%2F%2Fx.example&webhook_progress=0",
        "?webhook=https%3A%2F%2Fx.example&webhook_progress=51",
        "?webhook=https%3A%2F%2Fx.example&webhook_progress=often"
      })
  void whatIsNoStepOfProgressIsRefused(String query) throws IOException, InterruptedException {
    HttpResponse<String> response = server.send(query, "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("invalid_webhook_progress");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.example/",
        "hooks.example/x",
        "https:///x",
        "https://u:p@x.example/",
        "https://x.example/#f",
        "https://x.example:70000/",
        "https://x y/"
      })
  void anAddressThatCannotBeAWebhookIsRefused(String webhook)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send("?webhook=" + URLEncoder.encode(webhook, UTF_8), "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("invalid_webhook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{} {}", "plain", "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"})
  void metadataThatIsNotJsonIsRefused(String metadata) throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send("?metadata=" + URLEncoder.encode(metadata, UTF_8), "text/csv", "x");

    assertThat(json(response).get("code").asText()).isEqualTo("invalid_metadata");
  }

  @Test
  void metadataMayHaveFourKilobytesAndNotOneMore() throws IOException, InterruptedException {
    String fits = '"' + "x".repeat(4_094) + '"';
    HttpResponse<String> taken =
        server.send("?metadata=" + fits.replace("\"", "%22"), "text/csv", "x");
    String tooLong = '"' + "x".repeat(4_095) + '"';
    HttpResponse<String> refused =
        server.send("?metadata=" + tooLong.replace("\"", "%22"), "text/csv", "x");

    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).get("code").asText()).isEqualTo("invalid_metadata");
  }

  @Test
  void aKeyIsTakenWithAllThatIsAsked() throws IOException, InterruptedException {
    server.send(keyed("", "k-1"));
    RetryKey first = server.request.retryKey();
    server.send(keyed("", "k-1"));
    RetryKey same = server.request.retryKey();
    server.send(keyed("?level=syntax", "k-1"));
    RetryKey other = server.request.retryKey();

    assertThat(first.key()).isEqualTo("k-1");
    assertThat(same).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  private HttpRequest.Builder keyed(String query, String key) {
    return server
        .post(query)
        .header("Content-Type", "text/csv")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString("email\na@b.c\n"));
  }

  @Test
  void aKeyThatIsNoneIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response = server.send(keyed("", "k".repeat(256)));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("invalid_idempotency_key");
  }

  @Test
  void aJobOfAnEarlierUploadIsAnsweredAsSuch() throws IOException, InterruptedException {
    server.intake =
        (taken, upload) -> UploadServer.accepted(taken).sentAgain(Optional.of(JobState.COMPLETED));

    HttpResponse<String> response = server.send(keyed("", "k"));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(response.headers().firstValue("Location")).contains("/v1/jobs/4711");
    assertThat(json(response).get("state").asText()).isEqualTo("completed");
  }
}
