package io.winnow.sink.http;

import static io.winnow.sink.fixtures.Samples.HEADER;
import static io.winnow.sink.fixtures.Samples.LAYOUT;
import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.events.Watchers;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.results.Results;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.OpenSlice;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobRoutesTest {
  @TempDir Path root;

  private final JobViews jobs = new JobViews();
  private final HttpClient client = HttpClient.newHttpClient();
  private SliceDirectory directory;
  private boolean caughtUp = true;
  private String account = "acme";
  private HttpService server;

  @BeforeEach
  void start() {
    directory = new SliceDirectory(root, new SinkId("a"));
    HttpSettings settings = HttpSettings.from(Settings.of(Map.of("winnow.http.port", "0")));
    server =
        HttpService.start(
            settings,
            List.of(
                routes ->
                    routes.before(
                        context -> new Caller(account, AccountLimits.NONE).attachTo(context)),
                new JobRoutes(jobs, new Results(directory), () -> caughtUp, new Watchers(100))));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void aJobTellsHowFarItIs() throws Exception {
    jobs.put(Samples.job(42, 2999));

    HttpResponse<String> response = get("/v1/jobs/42");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(Json.MAPPER.readTree(response.body()))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {
                  "id": 42,
                  "name": "customers.csv",
                  "state": "running",
                  "level": "dns",
                  "total": 2999,
                  "loaded": 2999,
                  "processed": 999,
                  "percent": 33.3,
                  "byStatus": {"unknown": 999},
                  "byReason": {"smtp_not_checked": 999},
                  "rowsPerSecond": 12.5,
                  "etaSeconds": 40,
                  "rows_per_second": 12.5,
                  "eta_seconds": 40,
                  "waiting": {},
                  "counts": {
                    "by_status": {"unknown": 999},
                    "by_reason": {"smtp_not_checked": 999},
                    "by_operator": {}
                  },
                  "submittedAt": "2026-03-01T12:00:00Z",
                  "updatedAt": "2026-03-01T12:00:05Z",
                  "links": {"self": "/v1/jobs/42", "results": "/v1/jobs/42/results.csv"}
                }
                """));
  }

  @Test
  void aFailedJobTellsWhy() throws Exception {
    jobs.put(Samples.job(42, 3, JobState.FAILED, LAYOUT));

    JsonNode job = json(get("/v1/jobs/42"));

    assertThat(job.at("/failure/code").asText()).isEqualTo("list_lost");
    assertThat(job.at("/completedAt").asText()).isEqualTo("2026-03-01T12:00:09Z");
  }

  @Test
  void jobsAreListedNewestFirstAndPagesFollowEachOther() throws Exception {
    for (int id = 1; id <= 45; id++) {
      jobs.put(Samples.job(id, 3));
    }

    List<Integer> ids = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String path = "/v1/jobs";
    while (path != null) {
      JsonNode page = json(get(path));
      page.get("jobs").forEach(job -> ids.add(job.get("id").asInt()));
      sizes.add(page.get("jobs").size());
      path = page.has("next") ? "/v1/jobs?cursor=" + page.get("next").asText() : null;
    }

    assertThat(sizes).containsExactly(20, 20, 5);
    assertThat(ids).hasSize(45).startsWith(45, 44).endsWith(2, 1);
  }

  @Test
  void aPageThatIsJustFullHasNoNext() throws Exception {
    jobs.put(Samples.job(1, 3));
    jobs.put(Samples.job(2, 3));

    assertThat(json(get("/v1/jobs?limit=2")).has("next")).isFalse();
    assertThat(json(get("/v1/jobs?limit=1")).has("next")).isTrue();
  }

  @Test
  void jobsAreListedByState() throws Exception {
    jobs.put(Samples.job(1, 3, JobState.COMPLETED, LAYOUT));
    jobs.put(Samples.job(2, 3));

    JsonNode page = json(get("/v1/jobs?state=completed"));

    assertThat(page.get("jobs")).hasSize(1);
    assertThat(page.at("/jobs/0/id").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/jobs/42", "/v1/jobs/42/results.csv"})
  void anothersJobIsToldOfLikeOneThatIsNotThere(String path) throws Exception {
    HttpResponse<String> unknown = get(path);
    jobs.put(Samples.job(42, 3, JobState.COMPLETED, LAYOUT));
    account = "other";

    HttpResponse<String> anothers = get(path);

    assertThat(anothers.statusCode()).isEqualTo(404);
    assertThat(anothers.body()).isEqualTo(unknown.body());
    assertThat(withoutId(anothers)).isEqualTo(withoutId(unknown));
    account = "acme";
    assertThat(get(path).statusCode()).isEqualTo(200);
  }

  private static Map<String, List<String>> withoutId(HttpResponse<String> response) {
    Map<String, List<String>> headers = new HashMap<>(response.headers().map());
    headers.keySet().removeAll(List.of("x-request-id", "date"));
    return headers;
  }

  @Test
  void anAccountsListHoldsItsOwnJobsAlone() throws Exception {
    jobs.put(Samples.job(42, 3));
    account = "other";

    assertThat(json(get("/v1/jobs")).get("jobs")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/jobs/17,                  404, job_not_found,   no job 17",
    "/v1/jobs/17/results.csv,      404, job_not_found,   no job 17",
    "/v1/jobs/x1,                  400, invalid_job_id,  'x1'",
    "/v1/jobs/0,                   400, invalid_job_id,  '0'",
    "/v1/jobs/9007199254740992,    400, invalid_job_id,  9007199254740992",
    "/v1/jobs?page=2,             400, unknown_parameter, 'limit, cursor, state, name'",
    "/v1/jobs/17?limit=2,         400, unknown_parameter, takes wait",
    "/v1/jobs/17/results.csv?format=json, 400, unknown_parameter, 'format'",
    "/v1/jobs?limit=0,             400, invalid_limit,   from 1 to 100",
    "/v1/jobs?limit=101,           400, invalid_limit,   from 1 to 100",
    "/v1/jobs?limit=many,          400, invalid_limit,   from 1 to 100",
    "/v1/jobs?state=sleeping,      400, invalid_state,   completed",
    "/v1/jobs?cursor=%F0%9F%98%80, 400, invalid_cursor,  of an earlier page",
    "/v1/jobs?cursor=MTp4,         400, invalid_cursor,  of an earlier page",
    "/v1/jobs?cursor=Mjox,         400, invalid_cursor,  of an earlier page",
  })
  void whatIsWrongIsSaidAsAProblem(String path, int status, String code, String said)
      throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json(response).get("code").asText()).isEqualTo(code);
    assertThat(json(response).get("detail").asText()).contains(said);
  }

  @Test
  void finishedResultsAreAnAttachmentOfKnownLength() throws Exception {
    jobs.put(Samples.named("Zoë's list.csv", 42, 2, JobState.COMPLETED, LAYOUT));
    SealedFile.write(
        directory,
        Disk.ofSystem(),
        new SliceId(new JobId(42), 0),
        out -> out.write((line(0) + line(1)).getBytes(StandardCharsets.UTF_8)));

    HttpResponse<String> response = get("/v1/jobs/42/results.csv");

    String expected = HEADER + line(0) + line(1);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(expected);
    assertThat(response.headers().firstValue("content-type"))
        .hasValueSatisfying(
            type -> assertThat(type).isEqualToIgnoringCase("text/csv; charset=utf-8"));
    assertThat(response.headers().firstValue("content-length"))
        .contains(Integer.toString(expected.length()));
    assertThat(response.headers().firstValue("winnow-complete")).contains("true");
    assertThat(response.headers().firstValue("content-disposition"))
        .contains(
            "attachment; filename=\"Zo_'s list_verified.csv\"; filename*=UTF-8''Zo%C3%AB%27s%20list_verified.csv");
  }

  @Test
  void anExpiredJobIsGoneAndInNoList() throws Exception {
    jobs.put(Samples.named("list.csv", 42, 2, JobState.COMPLETED, LAYOUT));
    jobs.put(Samples.named("", 42, 2, JobState.EXPIRED, LAYOUT));

    for (String path : List.of("/v1/jobs/42", "/v1/jobs/42/results.csv")) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).isEqualTo(410);
      assertThat(json(response).get("code").asText()).isEqualTo("job_expired");
    }
    assertThat(json(get("/v1/jobs")).get("jobs")).isEmpty();
    account = "other";
    assertThat(get("/v1/jobs/42").statusCode()).isEqualTo(404);
  }

  @Test
  void resultsThatAreDamagedAreToldAndNotServed() throws Exception {
    jobs.put(Samples.named("list.csv", 42, 2, JobState.COMPLETED, LAYOUT));
    SliceId slice = new SliceId(new JobId(42), 0);
    SealedFile.write(directory, Disk.ofSystem(), slice, out -> out.write(new byte[1_000_000]));
    Files.write(directory.sealedFile(slice), new byte[999_999]);

    HttpResponse<String> response = get("/v1/jobs/42/results.csv");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).get("code").asText()).isEqualTo("result_damaged");
    assertThat(json(response).get("detail").asText()).contains("slice 0 of job 42");

    // whose damage shows only when most of it is sent: the transfer breaks off
    byte[] damaged = new byte[1_000_000];
    damaged[999_999] = 1;
    Files.write(directory.sealedFile(slice), damaged);
    assertThatThrownBy(() -> get("/v1/jobs/42/results.csv")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "csv&search=x", "xlsx"})
  void aSliceOfAWholeJobThatIsNotThereIsNoEndOfIt(String format) throws Exception {
    jobs.put(Samples.named("list.csv", 42, 2, JobState.COMPLETED, LAYOUT));

    HttpResponse<String> response = get("/v1/jobs/42/results?format=" + format);

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).get("code").asText()).isEqualTo("result_damaged");
    assertThat(json(response).get("detail").asText()).contains("slice 0 of job 42");
  }

  @Test
  void unfinishedResultsAreWhatIsThereSoFar() throws Exception {
    jobs.put(Samples.job(42, 9));
    file(42, 5);
    file(42, 2);

    HttpResponse<String> response = get("/v1/jobs/42/results.csv");

    assertThat(response.body()).isEqualTo(HEADER + line(2) + line(5));
    assertThat(response.headers().firstValue("winnow-complete")).contains("false");
  }

  @Test
  void headTellsOfResultsWhatGetWouldTell() throws Exception {
    jobs.put(Samples.job(42, 9));
    file(42, 5);

    HttpResponse<String> head =
        client.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.port() + "/v1/jobs/42/results.csv"))
                .HEAD()
                .build(),
            HttpResponse.BodyHandlers.ofString());

    HttpResponse<String> got = get("/v1/jobs/42/results.csv");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : List.of("content-type", "winnow-complete", "content-disposition")) {
      assertThat(head.headers().firstValue(name)).isEqualTo(got.headers().firstValue(name));
    }
  }

  private void file(long job, long row) throws IOException {
    try (OpenFiles files = new OpenFiles(directory, Disk.ofSystem(), 8)) {
      OpenSlice.load(directory, files, SliceId.ofRow(new JobId(job), row))
          .append(row, Reason.SMTP_NOT_CHECKED, false, Samples.bytes(job, row));
      files.write();
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(
        HttpRequest.newBuilder(uri).header("Accept-Encoding", "gzip").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }
}
