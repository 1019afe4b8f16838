package io.winnow.gateway;

import static io.winnow.gateway.BrokenUpload.BOUNDARY;
import static io.winnow.gateway.BrokenUpload.FORM;
import static io.winnow.gateway.BrokenUpload.bytes;
import static io.winnow.gateway.BrokenUpload.bytewise;
import static io.winnow.gateway.BrokenUpload.flipped;
import static io.winnow.gateway.BrokenUpload.form;
import static io.winnow.gateway.BrokenUpload.gzip;
import static io.winnow.gateway.BrokenUpload.list;
import static io.winnow.gateway.BrokenUpload.raw;
import static io.winnow.gateway.BrokenUpload.typed;
import static io.winnow.gateway.BrokenUpload.utf8;
import static io.winnow.gateway.BrokenUpload.zip;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** What a list, an archive, a request and a form can have wrong. */
final class BrokenUploads {
  private static final String CSV = "email,x\na@b.c,1\n";
  private static final byte[] GOOD = utf8(CSV);
  private static final String CSV_TYPE = "Content-Type: text/csv\r\n";
  private static final String CHUNKED = CSV_TYPE + "Transfer-Encoding: chunked";
  private static final String FILE =
      "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + CSV;

  private BrokenUploads() {}

  static Stream<BrokenUpload> all() {
    return Stream.of(texts(), binaries(), archives(), lengths(), requests(), forms())
        .flatMap(kind -> kind);
  }

  private static Stream<BrokenUpload> texts() {
    return Stream.of(
        list("nothing", 422, "empty_list", ""),
        list("a header only", 422, "empty_list", "email,x\n"),
        list("20 lines like headers", 422, "empty_list", "email,x\n".repeat(20)),
        list("blank lines", 422, "empty_list", "\n \n\n"),
        list("no addresses", 422, "no_address_column", "a,b\nc,d\n"),
        list("100,000 columns", 413, "too_many_columns", "email" + ",x".repeat(100_000)),
        list("too many rows", 413, "too_many_rows", "a@b.c\n".repeat(100_001)),
        list("too many cells", 422, "too_many_cells", CSV + "b@b.c,1,2\n"),
        list("a line of 10 MB", 422, "row_too_large", CSV + "x".repeat(10_000_000)),
        list("an open quote", 422, "unclosed_quote", CSV + "b@b.c,\"x"),
        list("text behind a quote", 422, "misplaced_quote", CSV + "\"b@b.c\"x,1\n"),
        list("a list too large", 413, "list_too_large", (CSV + "b@b.c,xxx\n").repeat(1_000_000)),
        list("half UTF-8", 422, "invalid_encoding", bytes(utf8("a@b.c,ü\n"), new byte[] {-4, 10})),
        list(
            "UTF-16 without its mark",
            422,
            "invalid_encoding",
            CSV.getBytes(StandardCharsets.UTF_16LE)),
        list(
            "Cyrillic of another charset",
            422,
            "invalid_encoding",
            "a@b.c,Москва\n".getBytes(Charset.forName("windows-1251"))),
        list("half of JSON", 422, "malformed_json", "[\"a@b.c\","),
        list("JSON with a comma too many", 422, "malformed_json", "[\"a@b.c\",,\"b@b.c\"]"),
        list("a broken line of NDJSON", 422, "malformed_json", "{\"email\":\"a@b.c\"}\n{\"email\n"),
        list("a number among rows", 422, "unexpected_json", "[{\"email\":\"a@b.c\"},7]"),
        list("JSON nested deep", 422, "row_too_large", "[{\"email\":" + "[".repeat(100_000)),
        list(
            "JSON with options",
            422,
            "unexpected_json",
            "{\"emails\":[\"a@b.c\"],\"level\":\"smtp\"}"));
  }

  private static Stream<BrokenUpload> binaries() {
    byte[] random = new byte[100_000];
    new Random(4711).nextBytes(random);
    random[1] = 0;
    return Stream.of(
        list("NUL bytes", 415, "not_text", CSV + "b@b.c,\0\n"),
        list("random bytes", 415, "not_text", random),
        list("a PDF", 415, "not_text", "%PDF-1.7\n"),
        list("an XLS", 415, "not_text", new byte[] {-48, -49, 0x11, -32, 1, 2}),
        list(
            "a DOCX",
            415,
            "not_text",
            zip("[Content_Types].xml", utf8("x"), "word/document.xml", utf8("x"))),
        list(
            "half a workbook",
            422,
            "broken_spreadsheet",
            zip("[Content_Types].xml", utf8("<x/>"), "xl/a", utf8(""))));
  }

  private static Stream<BrokenUpload> archives() {
    byte[] gzip = gzip(GOOD);
    byte[] zip = zip("a.csv", GOOD);
    byte[] bomb = utf8(CSV + ("b@b.c," + "x".repeat(30_000) + "\n").repeat(900));
    byte[] encrypted = flipped(flipped(zip, 6, 1), lastIndexOf(zip, "PK\1\2") + 8, 1);
    return Stream.of(
        list("a cut GZIP", 422, "broken_archive", Arrays.copyOf(gzip, gzip.length - 5)),
        list("garbage behind a GZIP", 422, "broken_archive", bytes(gzip, utf8("garbage"))),
        list("a damaged GZIP", 422, "broken_archive", flipped(gzip, gzip.length - 8, 1)),
        list("GZIP in GZIP", 422, "nested_archive", gzip(gzip)),
        list("a bomb of GZIP", 413, "expands_too_much", gzip(bomb)),
        list("a bomb of ZIP", 413, "expands_too_much", zip("a.csv", bomb)),
        list("a cut ZIP", 422, "broken_archive", Arrays.copyOf(zip, zip.length - 5)),
        list("garbage behind a ZIP", 422, "broken_archive", bytes(zip, utf8("garbage"))),
        list("an empty ZIP", 422, "not_one_file", zip()),
        list("a ZIP of two files", 422, "not_one_file", zip("a.csv", GOOD, "../b.csv", GOOD)),
        list("ZIP in ZIP", 422, "nested_archive", zip("a.zip", zip)),
        list("a ZIP with a password", 422, "encrypted", encrypted),
        list(
            "a ZIP that would write elsewhere",
            422,
            "no_address_column",
            zip("../../../../tmp/winnow-evil", utf8("x"))),
        typed(
            "packed on its way, it says",
            422,
            "broken_archive",
            "",
            CSV_TYPE + "Content-Encoding: gzip\r\n",
            GOOD),
        typed(
            "packed in an unknown way",
            415,
            "unsupported_content_encoding",
            "",
            CSV_TYPE + "Content-Encoding: br\r\n",
            GOOD));
  }

  private static int lastIndexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }

  private static Stream<BrokenUpload> lengths() {
    byte[] open = utf8("email,x\na@b.c,\"1\"\n");
    return Stream.of(
        raw("5 GB, it says", 413, "list_too_large", "", length(5L << 30), GOOD),
        raw("less than it says", 400, "upload_interrupted", "", length(1000), GOOD).andEnds(),
        raw("more than it says", 422, "unclosed_quote", "", length(open.length - 3), open),
        raw("a length that is none", 400, "bad_request", "", CSV_TYPE + "Content-Length: x", GOOD),
        raw("a negative length", 400, "bad_request", "", length(-5), GOOD),
        raw("two lengths", 400, "bad_request", "", length(5) + "\r\nContent-Length: 6", GOOD),
        raw(
            "a length and chunks",
            400,
            "bad_request",
            "",
            length(5) + "\r\nTransfer-Encoding: chunked",
            utf8("5\r\nemail\r\n0\r\n\r\n")),
        raw("a body that stalls", 408, "upload_too_slow", "", length(1000), GOOD),
        raw("a chunk that stalls", 408, "upload_too_slow", "", CHUNKED, utf8("ff\r\nemail\n")),
        raw("no last chunk", 408, "upload_too_slow", "", CHUNKED, utf8("6\r\nemail\n\r\n")),
        raw("a chunk breaks off", 400, "upload_interrupted", "", CHUNKED, utf8("ff\r\nemail\n"))
            .andEnds(),
        raw("no chunk at all", 400, "upload_interrupted", "", CHUNKED, utf8("email\na@b.c\n"))
            .andEnds());
  }

  private static String length(long bytes) {
    return CSV_TYPE + "Content-Length: " + bytes;
  }

  private static Stream<BrokenUpload> requests() {
    return Stream.of(
        typed("no content type", 415, "unsupported_content_type", "", "", GOOD),
        typed("an image", 415, "unsupported_content_type", "", "Content-Type: image/png\r\n", GOOD),
        list("an unknown parameter", 400, "unknown_parameter", "?colum=1", GOOD),
        list("an unknown level", 400, "unknown_level", "?level=deep", GOOD),
        list("a level that is not offered", 400, "level_unavailable", "?level=smtp", GOOD),
        list("an unknown column", 400, "unknown_column", "?column=mail", GOOD),
        list("a column too far", 400, "unknown_column", "?column=17", GOOD),
        list("a webhook that is none", 400, "invalid_webhook", "?webhook=ftp://x", GOOD),
        list("a retention that is none", 400, "invalid_retention", "?retention=ever", GOOD),
        list("metadata that is none", 400, "invalid_metadata", "?metadata=%7B", GOOD),
        list(
            "metadata too long",
            400,
            "invalid_metadata",
            "?metadata=%22" + "x".repeat(4_100) + "%22",
            GOOD),
        list("a dedupe that is none", 400, "unknown_dedupe", "?dedupe=maybe", GOOD),
        typed(
            "an idempotency key too long",
            400,
            "invalid_idempotency_key",
            "",
            CSV_TYPE + "Idempotency-Key: " + "k".repeat(300) + "\r\n",
            GOOD),
        list("an unknown charset", 400, "unknown_charset", "?charset=klingon", GOOD),
        list("a deadline that is none", 400, "invalid_deadline", "?deadline=soon", GOOD),
        list(
            "a deadline gone by", 400, "invalid_deadline", "?deadline=2001-01-01T00:00:00Z", GOOD));
  }

  private static Stream<BrokenUpload> forms() {
    String open = "--" + BOUNDARY + "\r\n";
    return Stream.of(
        bytewise("a form without boundary", 400, "malformed_form", "multipart/form-data", "x"),
        bytewise(
            "a boundary of nothing", 400, "malformed_form", FORM.replace(BOUNDARY, "\"\""), "x"),
        bytewise(
            "a boundary too long",
            400,
            "malformed_form",
            FORM.replace(BOUNDARY, "x".repeat(71)),
            "x"),
        bytewise("no form at all", 400, "malformed_form", FORM, CSV),
        bytewise("a form that ends in its head", 400, "malformed_form", FORM, open + "Content-Dis"),
        bytewise("a form that ends in its file", 400, "upload_interrupted", FORM, open + FILE),
        bytewise(
            "text behind a boundary", 400, "malformed_form", FORM, open.strip() + "x\r\n" + FILE),
        bytewise("a header without a name", 400, "malformed_form", FORM, open + ": x\r\n\r\nx"),
        bytewise("headers too long", 400, "malformed_form", FORM, open + "x".repeat(20_000)),
        form("no file", 400, "no_file", field("level", "dns")),
        form("no parts", 400, "no_file"),
        form("65 parts", 400, "malformed_form", many(field("x", "y"), 65)),
        form("a long field", 400, "field_too_long", field("name", "x".repeat(9_000)), FILE),
        form("a field behind the file", 400, "field_after_file", FILE, field("level", "dns")),
        form("two files", 400, "several_files", FILE, FILE),
        form("an unknown level in a form", 400, "unknown_level", field("level", "deep"), FILE),
        form(
            "a header only, and a path for a name",
            422,
            "empty_list",
            FILE.replace("a.csv", "../../../../tmp/winnow-evil.csv").replace("a@b.c,1\n", "")));
  }

  private static String field(String name, String value) {
    return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
  }

  private static String[] many(String part, int times) {
    String[] parts = new String[times];
    Arrays.fill(parts, part);
    return parts;
  }
}
