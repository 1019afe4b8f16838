package io.winnow.sink.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Account;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.dialect.LoqateJobId;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.lab.golden.GoldenExchange;
import io.winnow.sink.dialect.bevservice.BevserviceRequests;
import io.winnow.sink.dialect.loqate.LoqateBatches;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.limits.AtOnce;
import io.winnow.sink.results.Downloads;
import io.winnow.sink.results.Results;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the dialects answer, byte by byte, where they read. */
@Timeout(60)
class DialectExchangesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** Rows of the finished job: one for each kind of answer. */
  private static final String ROWS =
      """
      Ann,ann@example.com,Berlin,deliverable,accepted_mailbox,,,ann@example.com,free,mx.example.com,example.com,250 2.1.5 ok
      Bob,bob@catch.example,"Rome, Italy",risky,catch_all,,,bob@catch.example,catch_all,mx.catch.example,catch.example,250 ok
      Cem,test,Oslo,undeliverable,invalid_syntax,no at sign at 5,,,,,,
      Dot,dot@none.example,Paris,undeliverable,domain_not_found,,,dot@none.example,,,,
      Eve,eve@null.example,Bonn,undeliverable,null_mx,,,eve@null.example,null_mx,,,
      Fay,=info@shop.example,Kyiv,unknown,smtp_not_checked,,,'=info@shop.example,role disposable,mx.shop.example,,
      Gus,gus@gone.example,Graz,undeliverable,mailbox_not_found,,,gus@gone.example,,mx.gone.example,gone.example,550 5.1.1 no such user
      Ham,ham@bug.example,Köln,unknown,internal_error,,,,,,,
      """;

  /** More than one answer could hold in the server's buffer. */
  private static final int MANY = 2_000;

  private static final AtOnce PLACES = new AtOnce(AtOnce.Kind.DOWNLOADS, new AtOnce.Bounds(10, 1));

  @TempDir static Path root;
  private static final Keys KEYS = new Keys();
  private static final AccountsView ACCOUNTS = new AccountsView(KEYS);
  private static HttpService server;
  private static final Map<String, String> VARIABLES = new HashMap<>();

  @BeforeAll
  static void start() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    JobViews jobs = new JobViews();
    put(jobs, "loading", Samples.job(41, 3, JobState.LOADING, Samples.LAYOUT));
    put(jobs, "running", Samples.job(43, 9, JobState.RUNNING, Samples.LAYOUT));
    put(jobs, "failed", Samples.job(44, 9, JobState.FAILED, Samples.LAYOUT));
    put(jobs, "cancelled", Samples.cancelled(45, 9, 0, JobState.CANCELLED));
    put(jobs, "complete", finished());
    SealedFile.write(
        directory,
        Disk.ofSystem(),
        new SliceId(new JobId(46), 0),
        out -> out.write(ROWS.getBytes(StandardCharsets.UTF_8)));
    VARIABLES.put("key", key("acme"));
    VARIABLES.put("other", key("other"));
    for (long id = 1_000; id < 1_000 + MANY; id++) {
      jobs.put(Samples.of("many", id));
    }
    VARIABLES.put("many", key("many"));
    Results results = new Results(directory);
    Downloads downloads = new Downloads(PLACES);
    OwnJobs own = new OwnJobs(jobs, () -> true);
    server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                new AccessFilter(new AccessSettings(false, 100_000, 1_000), ACCOUNTS, () -> true),
                new LoqateBatches(own, results, downloads),
                new BevserviceRequests(own, results, downloads)));
  }

  private static void put(JobViews jobs, String name, Job job) {
    jobs.put(job);
    VARIABLES.put(name, LoqateJobId.of("acme", job.id()));
  }

  private static Job finished() throws IOException {
    Job job = Samples.job(46, 8, JobState.COMPLETED, Samples.LAYOUT);
    JobOptions options =
        new JobOptions(null, Json.MAPPER.readTree("{\"api_version\":3}"), Dedupe.OFF);
    return new Job(
        job.v(),
        job.id(),
        job.account(),
        "email-batch-job-1.csv",
        job.state(),
        job.level(),
        job.layout(),
        8,
        8,
        8,
        1,
        Map.of(),
        Map.of(Reason.INVALID_SYNTAX, 1L, Reason.INTERNAL_ERROR, 1L, Reason.ACCEPTED_MAILBOX, 6L),
        0,
        null,
        job.submittedAt(),
        job.updatedAt(),
        job.completedAt(),
        null,
        options,
        null);
  }

  private static String key(String account) {
    Keys.NewKey key = KEYS.make(null, NOON);
    ACCOUNTS.put(
        new Account(
            Account.VERSION,
            account,
            false,
            List.of(key.stored()),
            AccountLimits.NONE,
            100,
            0,
            1,
            NOON,
            NOON));
    return key.text();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<GoldenExchange> loqate() throws IOException {
    return GoldenExchange.in(Path.of("src/test/resources/golden/loqate"));
  }

  private static List<GoldenExchange> bevservice() throws IOException {
    return GoldenExchange.in(Path.of("src/test/resources/golden/bevservice"));
  }

  @ParameterizedTest
  @MethodSource({"loqate", "bevservice"})
  void anExchangeIsAsInItsFile(GoldenExchange exchange) throws IOException {
    GoldenExchange.Played played = exchange.play(server.port(), VARIABLES);

    assertThat(played.actual()).isEqualTo(played.expected());
  }

  /** Downloads by all APIs are counted together. */
  @ParameterizedTest
  @MethodSource("crowded")
  void aDownloadTooManyIsToldInTheDialectsForm(GoldenExchange exchange) throws IOException {
    try (AtOnce.Place _ = PLACES.enter("acme")) {
      GoldenExchange.Played played = exchange.play(server.port(), VARIABLES);

      assertThat(played.actual()).isEqualTo(played.expected());
    }
    assertThat(PLACES.present()).isZero();
  }

  private static List<GoldenExchange> crowded() throws IOException {
    return GoldenExchange.in(Path.of("src/test/resources/golden/crowded"));
  }

  @Test
  void aListOfManyBatchesIsSentAsItIsRead() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri =
          URI.create(
              "http://127.0.0.1:%d/email/batch?lqtkey=%s"
                  .formatted(server.port(), VARIABLES.get("many")));
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(answer.headers().firstValue("Content-Length")).as("held as a whole").isEmpty();
      JsonNode batches = Json.MAPPER.readTree(answer.body()).path("batch_jobs");
      assertThat(batches).hasSize(MANY);
      assertThat(batches.get(0).path("job_id").asText())
          .isEqualTo(LoqateJobId.of("many", new JobId(999 + MANY)));
    }
  }
}
