package io.winnow.sink.http;

import static io.winnow.sink.fixtures.Samples.LAYOUT;
import static io.winnow.sink.http.SinkServer.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.JobState;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.limits.AtOnce;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of results who are too many, or do not read. */
class DownloadLimitsTest {
  private static final int ROWS = 20_000;

  @TempDir Path root;
  private SinkServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new SinkServer(
            root,
            new AtOnce.Bounds(9, 9),
            new AtOnce.Bounds(2, 1),
            Map.of("winnow.http.idle-timeout", "1 s"));
    server.jobs.put(Samples.job(42, ROWS, JobState.COMPLETED, LAYOUT));
    // more than the sockets of both sides hold
    server.seal(42, 0, ("x".repeat(900) + ",a@b.test,c,unknown,smtp_not_checked\n").repeat(ROWS));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoReadsTooManyIsToldToComeBackAndOthersAreNot() throws Exception {
    try (Socket _ = asking("/v1/jobs/42/results.csv")) {
      await().until(() -> server.downloads.present() == 1);

      HttpResponse<String> refused = server.get("/v1/jobs/42/results?format=jsonl");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
      assertThat(json(refused).get("code").asText()).isEqualTo("too_many_account_downloads");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"results.csv", "results?format=csv&columns=name", "results?format=xlsx"})
  void whoDoesNotReadIsCutOffAndItsPlaceIsFree(String path) throws Exception {
    try (Socket _ = asking("/v1/jobs/42/" + path)) {
      await().until(() -> server.downloads.present() == 1);
      await().atMost(Duration.ofSeconds(20)).until(() -> server.downloads.present() == 0);
    }
    assertThat(server.get("/v1/jobs/42/results?format=json&limit=1").statusCode()).isEqualTo(200);
  }

  /** Reads nothing of the answer. */
  private Socket asking(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.service.port()));
    socket
        .getOutputStream()
        .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
    return socket;
  }
}
