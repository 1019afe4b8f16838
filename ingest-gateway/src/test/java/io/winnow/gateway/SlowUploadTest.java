package io.winnow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobIds;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send too slowly, or not at all, are cut off, and nothing of them stays. */
class SlowUploadTest {
  private static final String HEAD =
      "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n";

  @TempDir Path root;
  private IngestGateway gateway;
  private HttpService http;

  @BeforeEach
  void start() {
    gateway =
        new IngestGateway(
            GatewaySettings.from(
                Settings.of(
                    Map.of(
                        "winnow.spool.directory", root.toString(),
                        "winnow.limits.upload-rate", "1 MiB",
                        "winnow.limits.upload-rate-window", "200 ms"))),
            new FakeTopics(),
            new JobIds(Clock.systemUTC(), new Random(4711)),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    http =
        HttpService.start(
            new HttpSettings("127.0.0.1", 0, Duration.ofMillis(500), Duration.ofSeconds(1)),
            List.of(routes -> routes.before(Caller.LOCAL::attachTo), gateway.routes()));
    gateway.start();
  }

  @AfterEach
  void stop() {
    http.close();
    gateway.close();
  }

  private String[] onDisk() {
    return new File(root.toString()).list((directory, name) -> !name.equals("gateway"));
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** All that comes until the server closes the connection. */
  private static String answer(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aBodyThatStallsIsCutOff() throws IOException {
    try (Socket socket = new Socket("localhost", http.port())) {
      send(socket, HEAD + "Content-Length: 1000\r\n\r\nemail\nann@example.com\n");

      assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("\"upload_too_slow\"");
    }
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void aChunkThatStallsIsCutOff() throws IOException {
    try (Socket socket = new Socket("localhost", http.port())) {
      send(socket, HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nemail\r\n1000\r\n\nann");

      assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("\"upload_too_slow\"");
    }
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void aBodyThatDripsIsCutOff() throws Exception {
    try (Socket socket = new Socket("localhost", http.port())) {
      send(socket, HEAD + "Content-Length: 1000000\r\n\r\nemail\n");
      await().until(() -> onDisk().length == 1);
      CountDownLatch answered = new CountDownLatch(1);
      Thread drip =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (!answered.await(20, TimeUnit.MILLISECONDS)) {
                        send(socket, "a@b.c\n");
                      }
                    } catch (IOException | InterruptedException e) {
                      // the server has hung up, as it should
                    }
                  });

      String answer = answer(socket);
      answered.countDown();
      drip.join();

      assertThat(answer).startsWith("HTTP/1.1 408").contains("\"upload_too_slow\"");
    }
    await().until(() -> onDisk().length == 0);
  }

  @Test
  void aFormWhoseHeadStallsIsCutOff() throws IOException {
    try (Socket socket = new Socket("localhost", http.port())) {
      send(
          socket,
          "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\n"
              + "Content-Length: 1000\r\n\r\n--b\r\nContent-Dispo");

      assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("\"upload_too_slow\"");
    }
    assertThat(onDisk()).isEmpty();
  }
}
