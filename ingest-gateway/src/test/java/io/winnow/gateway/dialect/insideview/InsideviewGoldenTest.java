package io.winnow.gateway.dialect.insideview;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.flow.FlowSettings;
import io.winnow.gateway.flow.UploadPlaces;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.accounts.AccessTokens;
import io.winnow.kit.accounts.AccountSamples;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.dialect.insideview.ContactIds;
import io.winnow.kit.directory.LocalDirectory;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.http.Problem;
import io.winnow.kit.settings.Settings;
import io.winnow.lab.golden.GoldenExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway's half of the dialect, byte by byte. */
class InsideviewGoldenTest {
  private static final Path EXCHANGES = Path.of("src/test/resources/golden/insideview");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String SECRET = "golden";
  private static final JobId ACCEPTED = new JobId(4711);
  private static final JobId STARTED = new JobId(4712);
  private static final JobId EXPIRED = new JobId(4713);

  private static final BulkJobIds JOBS = new BulkJobIds(SECRET);
  private static final ContactIds CONTACTS = new ContactIds(SECRET);
  private static final Keys KEYS = new Keys();
  private static final Keys.NewKey KEY = KEYS.make(null, NOON);
  private static final Keys.NewKey POOR = KEYS.make(null, NOON);
  private static final AccountsView ACCOUNTS = new AccountsView(KEYS);
  private static final AccessTokens TOKENS = AccessTokens.of(ACCOUNTS);
  private static final FakeJobs FAKE = new FakeJobs();
  private static final Map<String, String> VARIABLES = new HashMap<>();

  private static HttpService server;

  private static final class FakeJobs implements BulkJobs {
    private UploadRequest request;
    private List<String> contacts = List.of();

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public JobId submit(UploadRequest taken, List<String> named) {
      if (taken.account().equals("poor")) {
        throw new NotAdmitted(JobEvent.Refused.INSUFFICIENT_CREDITS, "0 of 2 credits");
      }
      request = taken;
      contacts = named;
      return ACCEPTED;
    }

    @Override
    public Optional<Job> unfinished(String account, JobId job) {
      if (job.equals(ACCEPTED)) {
        return Optional.of(job(job, 0));
      }
      if (job.equals(STARTED)) {
        return Optional.of(job(job, 1));
      }
      if (job.equals(EXPIRED)) {
        throw Problem.of(410, "job_expired", "Job " + job + " was kept for its time.");
      }
      throw Problem.of(404, "job_not_found", "There is no job " + job + ".");
    }

    private static Job job(JobId id, long loaded) {
      ListLayout layout = new ListLayout(List.of("email"), 0, ",", true);
      return new Job(
          1,
          id,
          "acme",
          "contacts",
          JobState.LOADING,
          Level.DNS,
          layout,
          2,
          loaded,
          0,
          0,
          Map.of(),
          Map.of(),
          0,
          null,
          NOON,
          NOON,
          null,
          null,
          null,
          null);
    }

    @Override
    public void cancel(String account, JobId job) {
      assertThat(job).isEqualTo(ACCEPTED);
    }
  }

  @BeforeAll
  static void start() {
    ACCOUNTS.put(AccountSamples.account("acme", KEY.stored()));
    ACCOUNTS.put(AccountSamples.account("poor", POOR.stored()));
    LocalDirectory directory =
        new LocalDirectory(email -> email.contains("@"), Clock.fixed(NOON, ZoneOffset.UTC));
    directory
        .desk()
        .write(
            "acme",
            List.of(
                contact("ada@example.com", "Ada", "Lovelace", "Analyst <&>"),
                contact("bob@example.org", "Bob", "Stone", "")),
            false);
    directory.verify(email -> Reason.SMTP_NOT_CHECKED);
    server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                new AccessFilter(new AccessSettings(false, 1_000, 1_000), ACCOUNTS, () -> true),
                new TokenRoutes(TOKENS),
                new ContactJobRoutes(
                    FAKE,
                    new UploadPlaces(FlowSettings.from(Settings.of(Map.of()))),
                    SECRET,
                    io.winnow.contracts.Level.DNS),
                new ContactListRoutes(directory.desk(), SECRET)));
    VARIABLES.put("key", KEY.text());
    VARIABLES.put("token", TOKENS.issue(KEY.text()).orElseThrow().text());
    VARIABLES.put("poor", TOKENS.issue(POOR.text()).orElseThrow().text());
    VARIABLES.put("job", JOBS.of("acme", ACCEPTED));
    VARIABLES.put("started", JOBS.of("acme", STARTED));
    VARIABLES.put("expired", JOBS.of("acme", EXPIRED));
    VARIABLES.put("others", JOBS.of("poor", ACCEPTED));
    VARIABLES.put("ada", CONTACTS.of("acme", 1));
    VARIABLES.put("bob", CONTACTS.of("acme", 2));
    VARIABLES.put("foreign", CONTACTS.of("poor", 1));
  }

  private static ContactWrite contact(String email, String first, String last, String title) {
    Map<String, String> fields = new HashMap<>(Map.of("first_name", first, "last_name", last));
    fields.put("job_title", title);
    return ContactWrite.create(email, fields);
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

  private static HttpResponse<String> post(String query, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.port() + ContactJobRoutes.JOBS + query))
              .header("accessToken", VARIABLES.get("token"))
              .header("Content-Type", "text/plain")
              .POST(BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void idsBecomeTheirContactsAndStrangersStayAsTheyAre() throws Exception {
    String foreign = VARIABLES.get("foreign");
    String body = VARIABLES.get("bob") + "," + foreign + "\n" + VARIABLES.get("ada");

    HttpResponse<String> response =
        post("?retrieveCompanyDetails=true&webhook=https://hooks.test/x", body);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(FAKE.contacts).containsExactly("2", foreign, "1");
    assertThat(FAKE.request.account()).isEqualTo("acme");
    assertThat(FAKE.request.level()).isEqualTo(Level.DNS);
    assertThat(FAKE.request.jobOptions().webhook()).isEqualTo("https://hooks.test/x");
    assertThat(FAKE.request.jobOptions().lookup().company()).isTrue();
  }

  @Test
  void moreIdsThanAJobMayHaveAreRefused() throws Exception {
    String body = String.join("\n", Collections.nCopies(10_001, VARIABLES.get("ada")));

    HttpResponse<String> response = post("", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("<errorNumber>400-106</errorNumber>");
  }

  /** A gigabyte is announced, and little of it sent, before the answer is there. */
  @Test
  void aHugeBodyIsAnsweredWithoutBeingKept() throws Exception {
    byte[] block = "a".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String head =
          "POST %s HTTP/1.1\r\nHost: x\r\naccessToken: %s\r\nContent-Type: text/plain\r\nContent-Length: 1073741824\r\n\r\n"
              .formatted(ContactJobRoutes.JOBS, VARIABLES.get("token"));
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(block);
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readNBytes(12);

      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
  }

  @Test
  void timesAreWrittenAsTheVendorDoes() {
    assertThat(TokenRoutes.time(Instant.parse("2015-07-21T21:08:17Z")))
        .isEqualTo("Tue, Jul 21, 2015 09:08:17 PM GMT");
  }
}
