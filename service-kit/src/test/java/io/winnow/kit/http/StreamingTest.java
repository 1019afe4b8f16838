package io.winnow.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class StreamingTest extends HttpServiceFixture {

  @Test
  void anUploadIsReadAsItArrives() throws Exception {
    CompletableFuture<Integer> firstByte = new CompletableFuture<>();
    start(
        routes ->
            routes.post(
                "/",
                ctx -> {
                  InputStream body = ctx.bodyInputStream();
                  firstByte.complete(body.read());
                  ctx.result("" + (1 + body.transferTo(OutputStream.nullOutputStream())));
                }));

    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      out.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 40000001\r\n\r\nx".getBytes(UTF_8));
      out.flush();
      assertThat(firstByte.get(10, TimeUnit.SECONDS)).isEqualTo((int) 'x');

      byte[] block = new byte[1_000_000];
      for (int i = 0; i < 40; i++) {
        out.write(block);
      }
      assertThat(readUntil(socket, "40000001")).startsWith("HTTP/1.1 200 ");
    }
  }

  @RepeatedTest(10)
  void anUploadThatIsRefusedBeforeItsEndIsAnswered() throws Exception {
    start(
        routes ->
            routes.post(
                "/",
                ctx -> {
                  assertThat(ctx.bodyInputStream().read()).isZero();
                  throw Problem.of(422, "no_email_column", "no column holds addresses");
                }));

    HttpResponse<String> response =
        send(request("/").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[30_000_000])));

    assertProblem(response, 422, "no_email_column", "no column holds addresses");
  }

  @Test
  void anUploadThatWaitsToBeWantedIsRefusedAtOnce() throws Exception {
    start(
        routes ->
            routes.post(
                "/",
                ctx -> {
                  throw Problem.of(401, "no_key", "who are you?");
                }));

    assertThat(
            raw(
                """
                POST / HTTP/1.1\r
                Host: a\r
                Content-Length: 1000\r
                Expect: 100-continue\r
                \r
                """))
        .startsWith("HTTP/1.1 401 ")
        .contains("\"code\":\"no_key\"")
        .doesNotContain("100 Continue");
  }

  @Test
  void aDownloadGoesOutAsItIsWritten() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  ctx.outputStream().write("first".getBytes(UTF_8));
                  ctx.res().flushBuffer();
                  assertThat(seen.await(10, TimeUnit.SECONDS)).isTrue();
                  ctx.outputStream().write("second".getBytes(UTF_8));
                }));

    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
      readUntil(socket, "first");
      seen.countDown();
      assertThat(readUntil(socket, "second")).contains("second");
    }
  }

  @Test
  void eventsAreStreamedAlsoAfterALongSilence() throws Exception {
    Duration idle = Duration.ofMillis(300);
    AtomicReference<Thread> sender = new AtomicReference<>();
    start(
        new HttpSettings("127.0.0.1", 0, idle, Duration.ofSeconds(5)),
        routes ->
            routes.sse(
                "/progress",
                events -> {
                  sender.set(Thread.currentThread());
                  events.sendEvent("progress", Map.of("name", "Zoë €"));
                  LockSupport.parkNanos(idle.multipliedBy(3).toNanos());
                  events.sendEvent("progress", "late");
                  events.close();
                }));

    HttpResponse<String> response =
        send(request("/progress").header("Accept", "text/event-stream"));

    assertThat(response.body())
        .isEqualTo(
            "event: progress\ndata: {\"name\":\"Zoë €\"}\n\nevent: progress\ndata: late\n\n");
    assertThat(sender.get().isVirtual()).isTrue();
  }

  @Test
  void aFailureAfterHalfAnAnswerBreaksTheConnection() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  ctx.outputStream().write(new byte[200_000]);
                  throw new IllegalStateException("disk gone");
                }));

    assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
  }

  @Test
  void aStreamThatFailsHalfwayBreaksTheConnection() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.result(failingAfter(200_000))));

    assertThatThrownBy(() -> get("/")).isInstanceOf(IOException.class);
  }

  @Test
  void aStreamThatFailsAtOnceIsAnInternalError() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.result(failingAfter(0))));

    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).path("code").asText()).isEqualTo("internal_error");
  }

  private static InputStream failingAfter(int goodBytes) {
    return new SequenceInputStream(
        new ByteArrayInputStream(new byte[goodBytes]),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("disk gone");
          }
        });
  }
}
