package io.winnow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobIds;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One gateway is sent everything that can be wrong with an upload, byte by byte. Each has its
 * status and its code, is told as RFC 9457 wants it, and leaves nothing on disk or in memory.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenUploadsTest {
  private static final long HEAP_LEFT_OVER = 32L << 20;

  private Path root;
  private final FakeTopics topics = new FakeTopics();
  private Path spool;
  private IngestGateway gateway;
  private HttpService http;
  private long heapBefore;

  @BeforeAll
  void start(@TempDir Path directory) {
    root = directory;
    spool = root.resolve("spool");
    gateway =
        new IngestGateway(
            GatewaySettings.from(
                Settings.of(
                    Map.of(
                        "winnow.spool.directory", spool.toString(),
                        "winnow.gateway.id", "berlin",
                        "winnow.limits.row-bytes", "64 KiB",
                        "winnow.limits.rows", "100000",
                        "winnow.limits.list-bytes", "24 MiB"))),
            topics,
            new JobIds(Clock.systemUTC(), new Random(4711)),
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    http =
        HttpService.start(
            new HttpSettings("127.0.0.1", 0, Duration.ofSeconds(1), Duration.ofSeconds(1)),
            List.of(routes -> routes.before(Caller.LOCAL::attachTo), gateway.routes()));
    gateway.start();
    heapBefore = heap();
  }

  @AfterAll
  void stop() {
    http.close();
    gateway.close();
  }

  static Stream<BrokenUpload> brokenUploads() {
    return BrokenUploads.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenUploads")
  void itIsRefusedAndNothingIsLeft(BrokenUpload upload) throws IOException {
    String answer = answer(upload);

    assertThat(answer).startsWith("HTTP/1.1 " + upload.status() + " ");
    int blank = answer.indexOf("\r\n\r\n");
    assertThat(answer.substring(0, blank)).contains("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(answer.substring(blank + 4));
    assertThat(problem.path("code").asText()).isEqualTo(upload.code());
    assertThat(problem.path("status").asInt()).isEqualTo(upload.status());
    assertThat(problem.path("detail").asText())
        .isNotBlank()
        .doesNotContain("\n", "Exception", "io.winnow", "java.");
    await().until(() -> onDisk().length == 0);
    assertThat(topics.submitted).isEmpty();
    assertThat(new File(root.toString()).list()).containsExactly("spool");
    assertThat(Path.of("/tmp/winnow-evil")).doesNotExist();
    assertThat(Path.of("/tmp/winnow-evil.csv")).doesNotExist();
  }

  @Test
  void thereAreMoreThanSixtyKinds() {
    assertThat(BrokenUploads.all().map(BrokenUpload::what).distinct()).hasSizeGreaterThan(60);
  }

  @AfterAll
  void nothingIsLeftInMemory() {
    assertThat(heap() - heapBefore).isLessThan(HEAP_LEFT_OVER);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private String[] onDisk() {
    return new File(spool.toString()).list((directory, name) -> !name.equals("gateway"));
  }

  /** Sends and reads at once, as an answer may come before all is sent. */
  private String answer(BrokenUpload upload) throws IOException {
    try (Socket socket = new Socket("localhost", http.port())) {
      socket.setSoTimeout(30_000);
      Thread sender = Thread.ofVirtual().start(() -> send(upload, socket));
      String answer = readAll(socket.getInputStream());
      sender.join();
      return answer;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(BrokenUpload upload, Socket socket) {
    try {
      upload.send(socket.getOutputStream());
      if (upload.ends()) {
        socket.shutdownOutput();
      }
    } catch (IOException hungUp) {
      assertThat(hungUp).isInstanceOf(SocketException.class);
    }
  }

  private static String readAll(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        all.write(buffer, 0, read);
      }
    } catch (SocketException reset) {
      if (all.size() == 0) {
        throw reset;
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
