package io.winnow.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.http.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadRoutesTest {
  private static final String BOUNDARY = "----winnow7MA4YWxk";

  private UploadRequest request;
  private byte[] body;
  private boolean ready = true;

  private Intake intake =
      (taken, upload) -> {
        request = taken;
        body = allOf(upload);
        return accepted(taken);
      };

  private Javalin server;
  private final HttpClient client = HttpClient.newHttpClient();

  private static AcceptedJob accepted(UploadRequest taken) {
    ListLayout layout = new ListLayout(List.of("id", "email"), 1, ";", true);
    return AcceptedJob.of(new JobId(4711), taken, layout, 12);
  }

  private static byte[] allOf(InputStream upload) {
    try {
      return upload.readAllBytes();
    } catch (IOException e) {
      throw ListRefused.because(ListFault.UPLOAD_INTERRUPTED, "broke off", e);
    }
  }

  @BeforeEach
  void start() {
    server =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  new UploadRoutes((taken, upload) -> intake.take(taken, upload), () -> ready)
                      .addTo(config.routes);
                  config.routes.exception(
                      Problem.class,
                      (problem, context) -> {
                        Map<String, Object> members = new LinkedHashMap<>(problem.members());
                        members.put("code", problem.code());
                        members.put("detail", problem.detail());
                        context.status(problem.status());
                        context.result(Json.MAPPER.valueToTree(members).toString());
                      });
                })
            .start(0);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop();
  }

  private HttpRequest.Builder post(String query) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + server.port() + "/v1/jobs" + query));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String query, String contentType, String content)
      throws IOException, InterruptedException {
    return send(
        post(query).header("Content-Type", contentType).POST(BodyPublishers.ofString(content)));
  }

  private HttpResponse<String> sendForm(String query, String... parts)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder();
    for (String part : parts) {
      form.append("--").append(BOUNDARY).append("\r\n").append(part).append("\r\n");
    }
    form.append("--").append(BOUNDARY).append("--\r\n");
    return send(query, "multipart/form-data; boundary=" + BOUNDARY, form.toString());
  }

  private static String field(String name, String value) {
    return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
  }

  private static String file(String name, String contentType, String content) {
    return "Content-Disposition: form-data; name=\"upload\"; filename=\""
        + name
        + "\"\r\nContent-Type: "
        + contentType
        + "\r\n\r\n"
        + content;
  }

  private String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  @Test
  void anUploadIsAnsweredWithTheJob() throws IOException, InterruptedException {
    HttpResponse<String> response =
        send("?name=May.csv&level=syntax", "text/csv", "email\na@b.c\n");

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
    assertThat(text()).isEqualTo("email\na@b.c\n");
  }

  @Test
  void whatIsNotSaidHasDefaults() throws IOException, InterruptedException {
    send("", "text/csv", "email\na@b.c\n");

    assertThat(request)
        .isEqualTo(new UploadRequest("list", Level.DNS, new ListHints(ListFormat.CSV, null, null)));
  }

  @Test
  void theQueryTellsNameLevelColumnAndCharset() throws IOException, InterruptedException {
    send(
        "?name=..%2Fx%0A.csv&level=SYNTAX&column=E-Mail%20privat&charset=windows-1252",
        "text/csv", "x");

    assertThat(request)
        .isEqualTo(
            new UploadRequest(
                "x.csv",
                Level.SYNTAX,
                new ListHints(ListFormat.CSV, "windows-1252", "E-Mail privat")));
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv,CSV",
    "Text/CSV;header=present,CSV",
    "application/octet-stream,CSV",
    "text/plain,LINES",
  })
  void theContentTypeTellsTheFormat(String contentType, ListFormat format)
      throws IOException, InterruptedException {
    send("", contentType, "x");

    assertThat(request.hints().format()).isEqualTo(format);
  }

  @Test
  void theContentTypeMayTellTheCharsetAndTheQueryOverrulesIt()
      throws IOException, InterruptedException {
    send("", "text/csv; charset=ISO-8859-15", "x");
    assertThat(request.hints().charset()).isEqualToIgnoringCase("iso-8859-15");

    send("?charset=utf-16le", "text/csv; charset=ISO-8859-15", "x");
    assertThat(request.hints().charset()).isEqualTo("utf-16le");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "nonsense"})
  void otherContentTypesAreRefusedWithWhatIsAccepted(String contentType)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send("", contentType, "x");

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(json(response).get("code").asText()).isEqualTo("unsupported_content_type");
    assertThat(json(response).get("detail").asText())
        .contains(contentType, "text/csv", "text/plain", "multipart/form-data");
  }

  @Test
  void aMissingContentTypeIsRefusedToo() throws IOException, InterruptedException {
    HttpResponse<String> response = send(post("").POST(BodyPublishers.ofString("x")));

    assertThat(response.statusCode()).isEqualTo(415);
  }

  @Test
  void anUnknownLevelIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response = send("?level=psychic", "text/csv", "x");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("unknown_level");
    assertThat(json(response).get("detail").asText()).contains("psychic", "dns");
  }

  @Test
  void aFaultIsToldWithCodeLineAndColumn() throws IOException, InterruptedException {
    intake =
        (taken, upload) -> {
          throw ListRefused.atLine(ListFault.TOO_MANY_CELLS, 17, "found 3 cells");
        };
    HttpResponse<String> atLine = send("", "text/csv", "x");
    intake =
        (taken, upload) -> {
          throw ListRefused.ofColumn(ListFault.UNKNOWN_COLUMN, "mial", "no column 'mial'");
        };
    HttpResponse<String> ofColumn = send("", "text/csv", "x");

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
    intake =
        (taken, upload) -> {
          throw ListRefused.because(ListFault.NOT_TEXT, "no");
        };

    HttpResponse<String> response = send("", "text/csv", "x".repeat(20_000_000));

    assertThat(response.statusCode()).isEqualTo(415);
  }

  @Test
  void nothingIsReadBeforeTheGatewayIsReady() throws IOException, InterruptedException {
    ready = false;

    HttpResponse<String> response = send("", "text/csv", "email\na@b.c\n");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("code").asText()).isEqualTo("not_ready");
    assertThat(body).isNull();
  }

  @Test
  void aFormBringsFieldsAndFile() throws IOException, InterruptedException {
    HttpResponse<String> response =
        sendForm(
            "?name=overruled",
            field("name", "Größe.csv"),
            field("level", "syntax"),
            field("column", "2"),
            field("charset", "windows-1252"),
            field("csrf", "whatever"),
            file("other.csv", "text/csv", "email\r\na@b.c\r\n--no boundary\r\n"));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(text()).isEqualTo("email\r\na@b.c\r\n--no boundary\r\n");
    assertThat(request)
        .isEqualTo(
            new UploadRequest(
                "Größe.csv", Level.SYNTAX, new ListHints(ListFormat.CSV, "windows-1252", "2")));
  }

  @Test
  void aFormsFileNameIsTheJobsName() throws IOException, InterruptedException {
    sendForm("", file("C:\\\\lists\\\\June; \\\"best\\\".csv", "text/csv", "email\na@b.c"));

    assertThat(request.name()).contains("June").doesNotContain("lists");
    assertThat(text()).isEqualTo("email\na@b.c");
  }

  @ParameterizedTest
  @CsvSource({
    "x.csv,application/vnd.ms-excel,CSV",
    "x.csv,text/plain,CSV",
    "x.TSV,text/plain,CSV",
    "x.txt,text/plain,LINES",
    "x.txt,application/octet-stream,LINES",
    "x,text/plain,LINES",
    "x,application/octet-stream,CSV",
  })
  void aFormsFileTellsItsFormat(String name, String contentType, ListFormat format)
      throws IOException, InterruptedException {
    sendForm("", file(name, contentType, "x"));

    assertThat(request.hints().format()).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "list"})
  void aFormsFileMayBeAPlainField(String name) throws IOException, InterruptedException {
    sendForm("", field("note", "x"), field(name, "email\na@b.c"));

    assertThat(text()).isEqualTo("email\na@b.c");
  }

  @Test
  void anEmptyFileIsAnEmptyList() throws IOException, InterruptedException {
    sendForm("", file("x.csv", "text/csv", ""));

    assertThat(body).isEmpty();
  }

  @Test
  void aFieldBehindTheFileIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response =
        sendForm("", file("x.csv", "text/csv", "email\na@b.c"), field("column", "1"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("field_after_file");
  }

  @Test
  void otherFieldsBehindTheFileDoNoHarm() throws IOException, InterruptedException {
    HttpResponse<String> response =
        sendForm("", file("x.csv", "text/csv", "email\na@b.c"), field("submit", "Send"));

    assertThat(response.statusCode()).isEqualTo(202);
  }

  @Test
  void aFormWithoutFileIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response = sendForm("", field("name", "x"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("no_file");
  }

  @Test
  void aFieldTooLongIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response =
        sendForm("", field("name", "x".repeat(9_000)), file("x.csv", "text/csv", "x"));

    assertThat(json(response).get("code").asText()).isEqualTo("field_too_long");
  }

  @Test
  void aFormThatBreaksOffInItsFileIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(
            "",
            "multipart/form-data; boundary=" + BOUNDARY,
            "--" + BOUNDARY + "\r\n" + file("x.csv", "text/csv", "email\na@b.c\n"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("upload_interrupted");
  }

  @Test
  void aFormThatIsNoneIsRefused() throws IOException, InterruptedException {
    String contentType = "multipart/form-data; boundary=" + BOUNDARY;

    assertThat(json(send("", contentType, "email\na@b.c\n")).get("code").asText())
        .isEqualTo("malformed_form");
    assertThat(json(send("", "multipart/form-data", "x")).get("code").asText())
        .isEqualTo("malformed_form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "multipart/form-data; boundary=" + BOUNDARY})
  void theFirstBytesAreReadBeforeTheLastAreSent(String contentType)
      throws IOException, InterruptedException {
    CountDownLatch firstRead = new CountDownLatch(1);
    intake =
        (taken, upload) -> {
          try {
            upload.readNBytes(100_000);
            firstRead.countDown();
            long rest = upload.transferTo(OutputStream.nullOutputStream());
            assertThat(rest).isGreaterThan(23L << 20);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return accepted(taken);
        };

    HttpResponse<String> response =
        send(
            post("")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofInputStream(() -> new LargeForm(firstRead))));

    assertThat(response.statusCode()).isEqualTo(202);
  }

  /** 24 MiB, of which only the first two go out before the latch is down. */
  private static final class LargeForm extends InputStream {
    private static final long CONTENT = 24L << 20;

    private final CountDownLatch firstRead;
    private final byte[] head =
        ("--" + BOUNDARY + "\r\n" + file("x.csv", "text/csv", "")).getBytes(StandardCharsets.UTF_8);
    private final byte[] line = "someone@example.com\r\n".getBytes(StandardCharsets.UTF_8);
    private final byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
    private long position;

    LargeForm(CountDownLatch firstRead) {
      this.firstRead = firstRead;
    }

    @Override
    public int read() {
      if (position == 2 << 20) {
        waitForReader();
      }
      long inContent = position - head.length;
      int next;
      if (inContent < 0) {
        next = head[(int) position];
      } else if (inContent < CONTENT) {
        next = line[(int) (inContent % line.length)];
      } else if (inContent < CONTENT + tail.length) {
        next = tail[(int) (inContent - CONTENT)];
      } else {
        return -1;
      }
      position++;
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        int next = read();
        if (next < 0) {
          return i == 0 ? -1 : i;
        }
        target[offset + i] = (byte) next;
      }
      return length;
    }

    private void waitForReader() {
      try {
        if (!firstRead.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the server waits for the whole body");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
