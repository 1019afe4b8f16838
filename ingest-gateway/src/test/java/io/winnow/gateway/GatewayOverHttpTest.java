package io.winnow.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Level;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayOverHttpTest {
  @TempDir Path root;
  private FakeTopics topics = new FakeTopics();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private ServedGateway gateway;

  @BeforeEach
  void start() {
    open("20 s");
  }

  private void open(String admissionTimeout) {
    gateway =
        ServedGateway.start(
            root,
            Map.of(
                "winnow.gateway.admission-timeout",
                admissionTimeout,
                "winnow.limits.list-bytes",
                "1 MiB"),
            topics,
            Caller.LOCAL,
            meters);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> upload(String list) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(gateway.at("/v1/jobs"))
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(list))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void anUploadedListIsOnTheTopicSoonAfter() throws IOException, InterruptedException {
    HttpResponse<String> response = upload("id;email\n1;ann@example.com\n2;bob@example.com\n");

    assertThat(response.statusCode()).isEqualTo(202);
    long job = Json.MAPPER.readTree(response.body()).get("id").asLong();
    await().until(() -> topics.rows.rowsOf(job).size() == 2);
    await().until(() -> gateway.onDisk().length == 0);
  }

  @Test
  void aBadListIsRefusedWithItsLineAndReachesNoTopic() throws IOException, InterruptedException {
    HttpResponse<String> response = upload("id;email\n1;ann@example.com\n2;bob@example.com;3\n");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).startsWith("too_many_cells ").endsWith(" {line=3}");
    assertThat(topics.submitted).isEmpty();
    assertThat(gateway.onDisk()).isEmpty();
  }

  @Test
  void aListThatNobodyAdmitsIsAnsweredSo() throws IOException, InterruptedException {
    stop();
    topics = new FakeTopics();
    topics.admission = submission -> null;
    open("50 ms");

    HttpResponse<String> response = upload("ann@example.com\n");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).startsWith("not_admitted");
  }

  private HttpResponse<String> check(String rest) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(gateway.at("/v1/addresses/" + rest)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private double checks(String outcome) {
    return meters.get("winnow.gateway.checks").tag("outcome", outcome).counter().count();
  }

  @Test
  void oneAddressGoesTheWayOfAListAndItsVerdictComesBack() throws Exception {
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(
            HttpRequest.newBuilder(
                    gateway.at("/v1/addresses/%22a%22%22,b@example.com?transcript=true"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    await().until(() -> !topics.rows.rows().isEmpty());
    AddressSubmitted row = topics.rows.rows().getFirst();

    topics.answers.add("berlin", AddressVerified.of(row, Verdict.of(Reason.NULL_MX)));

    assertThat(response.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(response.get().body()).get("reason").asText())
        .isEqualTo("null_mx");
    assertThat(row)
        .isEqualTo(
            new AddressSubmitted(
                row.job(),
                0,
                "\"a\"\",b@example.com",
                Level.DNS,
                0,
                List.of(),
                new RowOptions(null, true)));
    assertThat(topics.rows.answersTo()).containsExactly("berlin");
    assertThat(topics.submitted.getFirst().rowOptions()).isEqualTo(new RowOptions(null, true));
    assertThat(topics.submitted.getFirst().rows()).isEqualTo(1);
    await().until(() -> gateway.onDisk().length == 0);
    assertThat(checks("answered")).isEqualTo(1);
  }

  @Test
  void withoutAnAnswerInTimeTheJobGoesOn() throws Exception {
    HttpResponse<String> response = check("a@example.com?wait=1ms");

    assertThat(response.statusCode()).isEqualTo(202);
    long job = Json.MAPPER.readTree(response.body()).get("id").asLong();
    await().until(() -> topics.rows.rowsOf(job).size() == 1);
    assertThat(checks("waiting")).isEqualTo(1);
  }

  @Test
  void levelSmtpIsRefusedWithWhatToSet() throws Exception {
    HttpResponse<String> response = check("a@example.com?level=smtp");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("level_unavailable");
    assertThat(topics.submitted).isEmpty();
  }

  @Test
  void aListThatSaysItselfThatItIsTooLargeIsRefusedUnread() throws IOException {
    String head =
        """
        POST /v1/jobs HTTP/1.1\r
        Host: x\r
        Content-Type: text/csv\r
        Content-Length: 2000000\r
        Expect: 100-continue\r
        \r
        """;
    try (Socket socket = new Socket("localhost", gateway.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();

      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();

      assertThat(status).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws IOException {
    String head =
        "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 100\r\n\r\n";
    try (Socket socket = new Socket("localhost", gateway.port())) {
      OutputStream out = socket.getOutputStream();
      out.write((head + "email\nann@example.com\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      await().until(() -> gateway.onDisk().length == 1);
    }

    await().until(() -> gateway.onDisk().length == 0);
    assertThat(topics.submitted).isEmpty();
    await()
        .until(
            () ->
                meters
                        .get("winnow.gateway.uploads")
                        .tag("outcome", "upload_interrupted")
                        .counter()
                        .count()
                    == 1);
  }
}
