package io.winnow.sink.dialect.insideview;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountKey;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobCredits;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.LookupOptions;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Status;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.dialect.insideview.ContactIds;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.lab.golden.GoldenExchange;
import io.winnow.sink.dialect.OwnJobs;
import io.winnow.sink.fixtures.LookupSamples;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sink's half of the dialect, byte by byte. */
class InsideviewGoldenTest {
  private static final Path EXCHANGES = Path.of("src/test/resources/golden/insideview");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String SECRET = "golden";
  private static final BulkJobIds JOBS = new BulkJobIds(SECRET);
  private static final ContactIds CONTACTS = new ContactIds(SECRET);
  private static final AtOnce PLACES = new AtOnce(AtOnce.Kind.DOWNLOADS, new AtOnce.Bounds(10, 1));
  private static final Map<String, String> VARIABLES = new HashMap<>();

  @TempDir private static Path root;
  private static HttpService server;

  @BeforeAll
  static void start() throws IOException {
    Keys keys = new Keys();
    Keys.NewKey key = keys.make(null, NOON);
    Keys.NewKey fresh = keys.make(null, NOON);
    AccountsView accounts = new AccountsView(keys);
    accounts.put(account("acme", key.stored()));
    accounts.put(account("fresh", fresh.stored()));
    JobViews jobs = new JobViews();
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    VARIABLES.put("key", key.text());
    VARIABLES.put("fresh", fresh.text());
    VARIABLES.put("no-token", "wt_none");
    long id = 1;
    for (String name :
        List.of("accepted", "processing", "finished", "failed", "aborted", "plain")) {
      JobId job = new JobId(id++);
      jobs.put(job(name, job));
      VARIABLES.put(name, JOBS.of("acme", job));
    }
    VARIABLES.put("ada", CONTACTS.of("acme", 1));
    VARIABLES.put("bob", CONTACTS.of("acme", 2));
    VARIABLES.put("gone", CONTACTS.of("acme", 3));
    VARIABLES.put("foreign", CONTACTS.of("other", 1));
    seal(directory, 3);
    seal(directory, 5);
    server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                new AccessFilter(new AccessSettings(false, 1_000, 1_000), accounts, () -> true),
                new ContactJobViews(
                    jobs,
                    new OwnJobs(jobs, () -> true),
                    new Results(directory),
                    new Downloads(PLACES),
                    accounts,
                    SECRET)));
  }

  private static Account account(String name, AccountKey key) {
    return new Account(
        Account.VERSION, name, false, List.of(key), AccountLimits.NONE, 100, 4, 1, NOON, NOON);
  }

  private static Job job(String name, JobId id) {
    JobState state =
        switch (name) {
          case "accepted" -> JobState.LOADING;
          case "processing" -> JobState.RUNNING;
          case "failed" -> JobState.FAILED;
          case "aborted" -> JobState.CANCELLED;
          default -> JobState.COMPLETED;
        };
    boolean company = name.equals("aborted");
    JobOptions options =
        name.equals("plain")
            ? null
            : JobOptions.lookingUp(new LookupOptions(company, LookupOptions.Form.XML), null);
    long loaded = state == JobState.LOADING || state == JobState.FAILED ? 0 : 4;
    long processed = state == JobState.RUNNING ? 1 : loaded;
    Instant at = NOON.plusSeconds(86_400 * id.value());
    return new Job(
        1,
        id,
        "acme",
        "contacts",
        state,
        Samples.job(1, 1).level(),
        LookupSamples.LAYOUT,
        state == JobState.FAILED ? 0 : 4,
        loaded,
        processed,
        0,
        Map.of(Status.UNKNOWN, processed),
        Map.of(),
        0,
        null,
        at,
        at,
        state.terminal() ? at : null,
        state == JobState.FAILED ? new Job.Failure("list_unreadable", "The list is gone.") : null,
        options,
        state.terminal() ? new JobCredits(4, 2, 2) : new JobCredits(4, 0, 0));
  }

  private static void seal(SliceDirectory directory, long job) throws IOException {
    String foreign = VARIABLES.getOrDefault("foreign", "");
    String lines =
        LookupSamples.found(1, "Ada", "Lovelace", "ada@example.com", "smtp_not_checked")
            + LookupSamples.found(2, "Bob \"Q\"", "=Stone", "bob@example.org", "null_mx")
            + LookupSamples.unknown("3")
            + LookupSamples.unknown(foreign);
    SealedFile.write(
        directory,
        Disk.ofSystem(),
        new SliceId(new JobId(job), 0),
        out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<GoldenExchange> exchanges() throws IOException {
    return GoldenExchange.in(EXCHANGES);
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void isAnsweredByteByByte(GoldenExchange exchange) throws IOException {
    GoldenExchange.Played played = exchange.play(server.port(), VARIABLES);

    assertThat(played.actual()).isEqualTo(played.expected());
  }

  static List<GoldenExchange> crowded() throws IOException {
    return GoldenExchange.in(Path.of("src/test/resources/golden/insideview-crowded"));
  }

  @ParameterizedTest
  @MethodSource("crowded")
  void aDownloadTooManyIsThrottled(GoldenExchange exchange) throws IOException {
    try (AtOnce.Place _ = PLACES.enter("acme")) {
      GoldenExchange.Played played = exchange.play(server.port(), VARIABLES);

      assertThat(played.actual()).isEqualTo(played.expected());
    }
  }
}
