package io.winnow.sink.http;

import static io.winnow.sink.fixtures.Samples.LAYOUT;
import static io.winnow.sink.http.SinkServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.json.Json;
import io.winnow.sink.fixtures.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventRoutesTest {
  private static final int CLIENTS = 500;

  /** Of both ends of a stream, this test's own buffers among them. */
  private static final long MOST_HEAP_OF_EACH = 128 << 10;

  @TempDir Path root;

  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private SinkServer server;

  @BeforeEach
  void start() {
    server = new SinkServer(root, CLIENTS + 1);
  }

  @AfterEach
  void stop() {
    server.close();
    clients.shutdownNow();
  }

  /** One event of a stream. */
  private record Event(long id, String type, String data) {}

  @Test
  void noneOfManyWhoWatchARunningJobMissesItsEnd() throws Exception {
    server.jobs.put(Samples.job(42, 3), 1);
    long heap = liveHeap();
    AtomicInteger begun = new AtomicInteger();
    List<Future<List<Event>>> watching = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      watching.add(clients.submit(watch("", begun)));
    }
    await().until(() -> begun.get() == CLIENTS);

    for (int version = 2; version < 40; version++) {
      server.jobs.put(Samples.job(42, 3L * version), version);
    }
    long ofEach = (liveHeap() - heap) / CLIENTS;
    System.out.printf("%,d bytes of live heap for each of %d streams%n", ofEach, CLIENTS);
    assertThat(ofEach).isLessThan(MOST_HEAP_OF_EACH);
    server.jobs.put(Samples.job(42, 120, JobState.COMPLETED, LAYOUT), 40);

    for (Future<List<Event>> client : watching) {
      List<Event> events = client.get();
      assertThat(events).extracting(Event::id).isSorted().doesNotHaveDuplicates();
      assertThat(events.getFirst().type()).isEqualTo("progress");
      assertThat(events.getLast().type()).isEqualTo("end");
      assertThat(events.getLast().id()).isEqualTo(40);
      assertThat(Json.MAPPER.readTree(events.getLast().data()).get("state").asText())
          .isEqualTo("completed");
    }
  }

  @Test
  void whoComesBackGoesOnWhereItWas() throws Exception {
    server.jobs.put(Samples.job(42, 3), 7);
    AtomicInteger begun = new AtomicInteger();
    Future<List<Event>> watching = clients.submit(watch("Last-Event-ID: 7\r\n", begun));
    await().until(() -> begun.get() == 1);

    server.jobs.put(Samples.job(42, 3, JobState.COMPLETED, LAYOUT), 8);

    assertThat(watching.get()).extracting(Event::type, Event::id).containsExactly(end(8));
  }

  @Test
  void whoComesAfterTheEndHearsIt() throws Exception {
    server.jobs.put(Samples.job(42, 3, JobState.COMPLETED, LAYOUT), 8);

    assertThat(clients.submit(watch("Last-Event-ID: 8\r\n", new AtomicInteger())).get())
        .extracting(Event::type, Event::id)
        .containsExactly(end(8));
  }

  @Test
  void theStreamOfAJobThatIsDeletedEnds() throws Exception {
    server.jobs.put(Samples.job(42, 3), 7);
    AtomicInteger begun = new AtomicInteger();
    Future<List<Event>> watching = clients.submit(watch("", begun));
    await().until(() -> begun.get() == 1);

    server.jobs.remove(new JobId(42));

    assertThat(watching.get()).extracting(Event::type).containsExactly("progress", "end");
  }

  @Test
  void whoStopsTheServerNeedNotWaitForThoseWhoWatch() throws Exception {
    server.jobs.put(Samples.job(42, 3), 7);
    AtomicInteger begun = new AtomicInteger();
    Future<List<Event>> watching = clients.submit(watch("", begun));
    await().until(() -> begun.get() == 1);

    server.service.close();

    assertThat(watching.get()).extracting(Event::type).containsExactly("progress");
  }

  @Test
  void tooManyAreToldToComeBack() throws Exception {
    try (SinkServer small = new SinkServer(root.resolve("small"), 0)) {
      small.jobs.put(Samples.job(42, 3), 7);

      HttpResponse<String> refused = small.get("/v1/jobs/42/events");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(json(refused).get("code").asText()).isEqualTo("too_many_watchers");
    }
  }

  @Test
  void aLongPollIsAnsweredWhenTheJobIsAnother() throws Exception {
    server.jobs.put(Samples.job(42, 3), 7);
    HttpResponse<String> first = server.get("/v1/jobs/42");
    String tag = first.headers().firstValue("etag").orElseThrow();
    assertThat(server.get("/v1/jobs/42", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(server.get("/v1/jobs/42?wait=10ms", "If-None-Match", tag).statusCode())
        .isEqualTo(304);

    Future<HttpResponse<String>> waiting =
        clients.submit(() -> server.get("/v1/jobs/42?wait=30s", "If-None-Match", tag));
    Job next = Samples.job(42, 300);
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              server.jobs.put(next);
              return waiting.isDone();
            });

    assertThat(waiting.get().statusCode()).isEqualTo(200);
    assertThat(json(waiting.get()).get("total").asLong()).isEqualTo(300);
    assertThat(waiting.get().headers().firstValue("etag")).isPresent().isNotEqualTo(tag);
  }

  private static long liveHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Tuple end(long id) {
    return tuple("end", id);
  }

  /** Reads a stream to its end. */
  private Callable<List<Event>> watch(String header, AtomicInteger begun) {
    return () -> {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.service.port())) {
        socket
            .getOutputStream()
            .write(
                ("GET /v1/jobs/42/events HTTP/1.0\r\nHost: localhost\r\n" + header + "\r\n")
                    .getBytes(UTF_8));
        return read(
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)), begun);
      }
    };
  }

  private static List<Event> read(BufferedReader lines, AtomicInteger begun) throws IOException {
    List<Event> events = new ArrayList<>();
    boolean first = true;
    long id = -1;
    String type = "";
    String data = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        id = Long.parseLong(line.substring(4));
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
        events.add(new Event(id, type, data));
      }
      if (first && (line.startsWith("data: ") || line.startsWith(": "))) {
        first = false;
        begun.incrementAndGet();
      }
    }
    return events;
  }
}
