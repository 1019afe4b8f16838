package io.winnow.gateway.http;

import static io.winnow.gateway.http.UploadServer.BOUNDARY;
import static io.winnow.gateway.http.UploadServer.FORM;
import static io.winnow.gateway.http.UploadServer.field;
import static io.winnow.gateway.http.UploadServer.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Level;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.spool.UploadRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadFormTest {
  private final UploadServer server = new UploadServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  @Test
  void aFieldTellsTheDeadline() throws IOException, InterruptedException {
    server.sendForm(
        "?deadline=3h",
        UploadServer.field("deadline", "90 min"),
        UploadServer.file("a.csv", "text/csv", "email\na@b.c\n"));

    assertThat(server.request.options().deadline())
        .isEqualTo(UploadServer.CLOCK.instant().plusSeconds(5_400));
  }

  @Test
  void aFormBringsFieldsAndFile() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.sendForm(
            "?name=overruled",
            field("name", "Größe.csv"),
            field("level", "syntax"),
            field("column", "2"),
            field("charset", "windows-1252"),
            field("csrf", "whatever"),
            file("other.csv", "text/csv", "email\r\na@b.c\r\n--no boundary\r\n"));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(server.text()).isEqualTo("email\r\na@b.c\r\n--no boundary\r\n");
    assertThat(server.request)
        .isEqualTo(
            new UploadRequest(
                "Größe.csv", Level.SYNTAX, new ListHints(ListFormat.CSV, "windows-1252", "2")));
  }

  @Test
  void aFormsFileNameIsTheJobsName() throws IOException, InterruptedException {
    server.sendForm("", file("C:\\\\lists\\\\June; \\\"best\\\".csv", "text/csv", "email\na@b.c"));

    assertThat(server.request.name()).contains("June").doesNotContain("lists");
    assertThat(server.text()).isEqualTo("email\na@b.c");
  }

  @ParameterizedTest
  @CsvSource({
    "x.csv,application/vnd.ms-excel,CSV",
    "x.csv,text/plain,CSV",
    "x.TSV,text/plain,CSV",
    "x.txt,text/plain,LINES",
    "x.txt,application/octet-stream,LINES",
    "x,text/plain,LINES",
    "x.txt.gz,application/gzip,LINES",
    "x.csv.ZIP,application/zip,CSV",
    "x.ndjson,text/plain,JSON",
    "x,application/json,JSON",
    "x,application/octet-stream,CSV",
  })
  void aFormsFileTellsItsFormat(String name, String contentType, ListFormat format)
      throws IOException, InterruptedException {
    server.sendForm("", file(name, contentType, "x"));

    assertThat(server.request.hints().format()).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "list"})
  void aFormsFileMayBeAPlainField(String name) throws IOException, InterruptedException {
    server.sendForm("", field("note", "x"), field(name, "email\na@b.c"));

    assertThat(server.text()).isEqualTo("email\na@b.c");
  }

  @Test
  void anEmptyFileIsAnEmptyList() throws IOException, InterruptedException {
    server.sendForm("", file("x.csv", "text/csv", ""));

    assertThat(server.body).isEmpty();
  }

  @Test
  void aFieldBehindTheFileIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.sendForm("", file("x.csv", "text/csv", "email\na@b.c"), field("column", "1"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("field_after_file");
  }

  @Test
  void otherFieldsBehindTheFileDoNoHarm() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.sendForm("", file("x.csv", "text/csv", "email\na@b.c"), field("submit", "Send"));

    assertThat(response.statusCode()).isEqualTo(202);
  }

  @Test
  void aFormWithoutFileIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response = server.sendForm("", field("name", "x"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("no_file");
  }

  @Test
  void aFieldTooLongIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.sendForm("", field("name", "x".repeat(9_000)), file("x.csv", "text/csv", "x"));

    assertThat(json(response).get("code").asText()).isEqualTo("field_too_long");
  }

  @Test
  void aFormThatBreaksOffInItsFileIsRefused() throws IOException, InterruptedException {
    HttpResponse<String> response =
        server.send(
            "", FORM, "--" + BOUNDARY + "\r\n" + file("x.csv", "text/csv", "email\na@b.c\n"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo("upload_interrupted");
  }

  @Test
  void aFormThatIsNoneIsRefused() throws IOException, InterruptedException {
    String contentType = FORM;

    assertThat(json(server.send("", contentType, "email\na@b.c\n")).get("code").asText())
        .isEqualTo("malformed_form");
    assertThat(json(server.send("", "multipart/form-data", "x")).get("code").asText())
        .isEqualTo("malformed_form");
  }
}
