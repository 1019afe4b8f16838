package io.winnow.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.UploadRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
}
