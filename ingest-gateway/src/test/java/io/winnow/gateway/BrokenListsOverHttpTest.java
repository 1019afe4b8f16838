package io.winnow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each broken list has its status and its code, as an upload and as a preview, and leaves nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenListsOverHttpTest {
  private static final String CSV = "email,x\na@b.c,1\n";

  @TempDir static Path root;
  private final HttpClient client = HttpClient.newHttpClient();
  private ServedGateway gateway;

  @BeforeAll
  void start() {
    gateway =
        ServedGateway.start(
            root,
            Map.of(
                "winnow.limits.row-bytes", "64 KiB",
                "winnow.limits.rows", "100000",
                "winnow.limits.list-bytes", "64 MiB"),
            new FakeTopics(),
            Caller.LOCAL);
  }

  @AfterAll
  void stop() {
    client.close();
    gateway.close();
  }

  private HttpResponse<String> send(String path, byte[] list)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(gateway.at(path))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(list))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static Stream<Arguments> brokenLists() throws IOException {
    byte[] gzip = gzip(utf8(CSV));
    byte[] zip = zip("a.csv", utf8(CSV));
    return Stream.of(
        broken("nothing", 422, "empty_list", new byte[0]),
        broken("a header only", 422, "empty_list", "email,x\n"),
        broken("20 headers", 422, "empty_list", "email,x\n".repeat(20)),
        broken("no addresses", 422, "no_address_column", "a,b\nc,d\n"),
        broken(
            "100,000 columns", 413, "too_many_columns", "email" + ",x".repeat(100_000) + "\na@b.c"),
        broken("too many rows", 413, "too_many_rows", "a@b.c\n".repeat(100_001)),
        broken("too many cells", 422, "too_many_cells", CSV + "b@b.c,1,2\n"),
        broken("a long line", 422, "row_too_large", CSV + "x".repeat(100_000)),
        broken("an open quote", 422, "unclosed_quote", CSV + "b@b.c,\"x\n\n"),
        broken("text behind a quote", 422, "misplaced_quote", CSV + "\"b@b.c\"x,1\n"),
        broken("NUL bytes", 415, "not_text", CSV + "b@b.c,\0\n"),
        broken(
            "UTF-16 without its mark",
            422,
            "invalid_encoding",
            CSV.getBytes(StandardCharsets.UTF_16LE)),
        broken(
            "half UTF-8", 422, "invalid_encoding", bytes(utf8("a@b.c,ü\n"), new byte[] {-4, '\n'})),
        broken(
            "Cyrillic",
            422,
            "invalid_encoding",
            "a@b.c,Москва\n".getBytes(Charset.forName("windows-1251"))),
        broken("a PDF", 415, "not_text", "%PDF-1.7\n"),
        broken(
            "an XLS",
            415,
            "not_text",
            new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2}),
        broken(
            "a DOCX",
            415,
            "not_text",
            zip("[Content_Types].xml", utf8("x"), "word/document.xml", utf8("x"))),
        broken("half of JSON", 422, "malformed_json", "[\"a@b.c\","),
        broken("JSON of numbers", 422, "unexpected_json", "[{\"email\":\"a@b.c\"},7]"),
        broken("JSON nested deep", 422, "row_too_large", "[{\"email\":" + "[".repeat(100_000)),
        broken(
            "options in JSON",
            422,
            "unexpected_json",
            "{\"emails\":[\"a@b.c\"],\"level\":\"smtp\"}"),
        broken("a cut GZIP", 422, "broken_archive", Arrays.copyOf(gzip, gzip.length - 5)),
        broken("trailing garbage", 422, "broken_archive", bytes(gzip, utf8("garbage"))),
        broken("a damaged GZIP", 422, "broken_archive", flipped(gzip, gzip.length - 8)),
        broken("a cut ZIP", 422, "broken_archive", Arrays.copyOf(zip, zip.length - 5)),
        broken("garbage behind a ZIP", 422, "broken_archive", bytes(zip, utf8("garbage"))),
        broken("an empty ZIP", 422, "not_one_file", zip()),
        broken("two files", 422, "not_one_file", zip("a.csv", utf8(CSV), "../b.csv", utf8(CSV))),
        broken("GZIP in GZIP", 422, "nested_archive", gzip(gzip)),
        broken("ZIP in ZIP", 422, "nested_archive", zip("a.zip", zip)),
        broken(
            "a bomb",
            413,
            "expands_too_much",
            gzip(utf8(CSV + ("b@b.c," + "x".repeat(30_000) + "\n").repeat(900)))),
        broken(
            "half a workbook",
            422,
            "broken_spreadsheet",
            zip("[Content_Types].xml", utf8("<x/>"), "xl/a", utf8(""))),
        broken(
            "a path in a name",
            422,
            "no_address_column",
            zip("../../../../tmp/winnow-evil", utf8("x"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenLists")
  void itIsRefusedAndNothingIsLeft(String what, int status, String code, byte[] list)
      throws IOException, InterruptedException {
    HttpResponse<String> uploaded = send("/v1/jobs", list);

    assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(status);
    assertThat(uploaded.body()).startsWith(code + " ").doesNotContain("Exception", "\n");
    assertThat(gateway.onDisk()).as(what).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenLists")
  void aPreviewSaysTheSameUnlessTheFaultIsFarBehind(
      String what, int status, String code, byte[] list) throws IOException, InterruptedException {
    HttpResponse<String> previewed = send("/v1/lists/preview", list);

    if (previewed.statusCode() == 200) {
      assertThat(code).isIn("too_many_rows", "expands_too_much", "broken_archive");
    } else {
      assertThat(previewed.statusCode()).as(previewed.body()).isEqualTo(status);
      assertThat(previewed.body()).startsWith(code + " ");
    }
    assertThat(gateway.onDisk()).as(what).isEmpty();
  }

  @Test
  void aPreviewTellsAndKeepsNothing() throws IOException, InterruptedException {
    HttpResponse<String> previewed =
        send("/v1/lists/preview?column=1", zip("list.csv", utf8("1;ann@b.c\n")));

    assertThat(previewed.statusCode()).as(previewed.body()).isEqualTo(200);
    assertThat(previewed.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(Json.MAPPER.readTree(previewed.body()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"format":"csv","container":"zip","charset":"UTF-8","delimiter":";","header":false,
                 "columns":["email","column_2"],"addressColumn":0,"addressColumnBy":"choice",
                 "rows":[["1","ann@b.c"]],"rowsRead":1,"complete":true,"estimatedRows":1,
                 "warnings":["no header was recognised; the first row is taken for a row"]}
                """));
    assertThat(gateway.onDisk()).isEmpty();
  }

  @Test
  void aPreviewTakesTheParametersOfAnUploadAndNoOthers() throws IOException, InterruptedException {
    assertThat(send("/v1/lists/preview?level=dns&sheet=2&name=x", utf8(CSV)).statusCode())
        .isEqualTo(200);
    assertThat(send("/v1/lists/preview?colum=1", utf8(CSV)).body()).startsWith("unknown_parameter");
  }

  private static Arguments broken(String what, int status, String code, String list) {
    return broken(what, status, code, utf8(list));
  }

  private static Arguments broken(String what, int status, String code, byte[] list) {
    return Arguments.of(what, status, code, list);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] flipped(byte[] list, int at) {
    byte[] other = list.clone();
    other[at] ^= 1;
    return other;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] zip(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        out.write((byte[]) namesAndContents[i + 1]);
      }
    }
    return packed.toByteArray();
  }
}
