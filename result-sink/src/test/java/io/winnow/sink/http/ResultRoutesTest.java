package io.winnow.sink.http;

import static io.winnow.sink.fixtures.Samples.HEADER;
import static io.winnow.sink.fixtures.Samples.LAYOUT;
import static io.winnow.sink.fixtures.Samples.line;
import static io.winnow.sink.http.SinkServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.JobState;
import io.winnow.sink.fixtures.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultRoutesTest {
  private static final String RESULTS = "/v1/jobs/42/results";
  private static final String WHOLE = HEADER + line(0) + line(1) + line(2);

  @TempDir Path root;

  private SinkServer server;

  @BeforeEach
  void start() {
    server = new SinkServer(root, 10);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void completed() throws IOException {
    server.jobs.put(Samples.job(42, 3, JobState.COMPLETED, LAYOUT));
    server.seal(42, 0, line(0) + line(1) + line(2));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9,      0, 10",
    "bytes=100-,     100, -1",
    "bytes=-20,      -20, -1",
    "bytes=90-250,   90, 251",
    "bytes=250-9999, 250, -1",
  })
  void partsOfAFinishedFileCanBeHad(String range, int from, int to) throws Exception {
    completed();
    int begin = from < 0 ? WHOLE.length() + from : from;
    int end = to < 0 ? WHOLE.length() : to;

    HttpResponse<String> part = server.get(RESULTS, "Range", range);

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(WHOLE.substring(begin, end));
    assertThat(part.headers().firstValue("content-range"))
        .contains("bytes %d-%d/%d".formatted(begin, end - 1, WHOLE.length()));
  }

  @Test
  void aDownloadThatBrokeOffGoesOnWhenItIsStillTheSame() throws Exception {
    completed();
    String tag = server.get(RESULTS).headers().firstValue("etag").orElseThrow();

    assertThat(server.get(RESULTS, "Range", "bytes=5-", "If-Range", tag).body())
        .isEqualTo(WHOLE.substring(5));
    assertThat(server.get(RESULTS, "Range", "bytes=5-", "If-Range", "\"other\"").body())
        .isEqualTo(WHOLE);
    assertThat(server.get(RESULTS, "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void aPartBehindTheEndIsRefused() throws Exception {
    completed();

    HttpResponse<String> refused = server.get(RESULTS, "Range", "bytes=5000-");

    assertThat(refused.statusCode()).isEqualTo(416);
    assertThat(json(refused).get("code").asText()).isEqualTo("no_such_range");
    assertThat(refused.headers().firstValue("content-range")).contains("bytes */" + WHOLE.length());
  }

  @ParameterizedTest
  @CsvSource({"bytes=5-2", "bytes=0-1;3-4", "'bytes=0-1,3-4'", "lines=1-2", "bytes=-"})
  void aRangeThatIsNoneOrSeveralGetsTheWhole(String range) throws Exception {
    completed();

    assertThat(server.get(RESULTS, "Range", range).body()).isEqualTo(WHOLE);
  }

  @Test
  void ofARunningJobNoPartsCanBeHadAndItSaysThatItIsNotComplete() throws Exception {
    server.jobs.put(Samples.job(42, 9));
    server.file(42, 5);

    HttpResponse<String> partial = server.get(RESULTS, "Range", "bytes=0-9");

    assertThat(partial.statusCode()).isEqualTo(200);
    assertThat(partial.body()).isEqualTo(HEADER + line(5));
    assertThat(partial.headers().firstValue("winnow-complete")).contains("false");
    assertThat(partial.headers().firstValue("etag")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "csv,   text/csv;charset=utf-8, csv",
    "jsonl, application/x-ndjson,   jsonl",
    "xlsx,  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, xlsx",
  })
  void eachFormatHasItsTypeAndASafeName(String format, String type, String extension)
      throws Exception {
    server.jobs.put(Samples.named("../a\u202E\r\n.csv", 42, 3, JobState.COMPLETED, LAYOUT));
    server.seal(42, 0, line(0) + line(1) + line(2));

    HttpResponse<String> response = server.get(RESULTS + "?format=" + format + "&since=1");

    assertThat(response.headers().firstValue("content-type").orElseThrow().replace(" ", ""))
        .isEqualToIgnoringCase(type);
    assertThat(response.headers().firstValue("content-disposition"))
        .hasValueSatisfying(
            name ->
                assertThat(name)
                    .contains("_verified." + extension + "\"")
                    .doesNotContain("/")
                    .matches("[ -~]+"));
    assertThat(response.headers().firstValue("winnow-complete")).contains("true");
  }

  @Test
  void whatIsRenderedIsCompressedWhenTheClientTakesIt() throws Exception {
    completed();

    HttpResponse<byte[]> compressed = server.bytes(RESULTS, "Accept-Encoding", "br, gzip;q=0.5");
    HttpResponse<String> refused = server.get(RESULTS, "Accept-Encoding", "gzip;q=0");

    assertThat(compressed.headers().firstValue("content-encoding")).contains("gzip");
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(new String(gzip.readAllBytes(), UTF_8)).isEqualTo(WHOLE);
    }
    assertThat(refused.headers().firstValue("content-encoding")).isEmpty();
    assertThat(refused.body()).isEqualTo(WHOLE);
  }

  @Test
  void rowsComeInPages() throws Exception {
    completed();

    JsonNode first = json(server.get(RESULTS + "?format=json&limit=2"));
    String cursor = first.get("next_cursor").asText();
    JsonNode second = json(server.get(RESULTS + "?format=json&limit=2&cursor=" + cursor));

    assertThat(first.get("columns").toString()).isEqualTo("[\"name\",\"email\",\"city\"]");
    assertThat(first.get("rows").toString())
        .startsWith(
            "[{\"row\":0,\"cells\":[\"Person 0\",\"person0@example.com\",\"Town\"],"
                + "\"status\":\"unknown\",\"reason\":\"smtp_not_checked\"");
    assertThat(second.get("rows")).hasSize(1);
    assertThat(second.has("next_cursor")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "format=pdf,              invalid_format,   xlsx",
    "status=good,             invalid_status,   deliverable",
    "reason=bad,              invalid_reason,   null_mx",
    "columns=nothing,         invalid_columns,  'name, email, city, status'",
    "since=-1,                invalid_since,    from 0",
    "formulas=run,            invalid_formulas, escape",
    "format=json&limit=5000,  invalid_limit,    1000",
    "format=json&cursor=MTp4, invalid_cursor,   next_cursor",
    "formats=csv,             unknown_parameter, formats",
    "format=csv&limit=5,      unknown_parameter, limit",
  })
  void whatIsWrongIsSaidAsAProblem(String query, String code, String said) throws Exception {
    completed();

    HttpResponse<String> response = server.get(RESULTS + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("code").asText()).isEqualTo(code);
    assertThat(json(response).get("detail").asText()).contains(said);
  }
}
