package io.winnow.kit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(30)
class HttpServiceTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpService service;

  @AfterEach
  void stop() {
    client.close();
    if (service != null) {
      service.close();
    }
  }

  @Test
  void aRouteIsAnswered() throws Exception {
    start(routes -> routes.get("/greeting", ctx -> ctx.result("hello")));

    HttpResponse<String> response = get("/greeting");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("hello");
  }

  @Test
  void everyRequestRunsOnAVirtualThread() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.result("" + Thread.currentThread().isVirtual())));

    assertThat(get("/").body()).isEqualTo("true");
  }

  @Test
  void aProblemIsToldAsItsRfcWantsIt() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  throw Problem.of(422, "no_email_column", "no column holds addresses")
                      .with("line", 1)
                      .withHeader("Retry-After", "7");
                }));

    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(response.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Unprocessable Entity\",\"status\":422,"
                + "\"detail\":\"no column holds addresses\",\"code\":\"no_email_column\","
                + "\"line\":1}");
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    start(routes -> routes.get("/known", ctx -> ctx.result("")));

    assertProblem(get("/unknown"), 404, "not_found", "there is nothing at GET /unknown");
  }

  @Test
  void anotherMethodIsNotAllowedAndTheRightOnesAreNamed() throws Exception {
    start(
        routes -> {
          routes.get("/lists", ctx -> ctx.result(""));
          routes.delete("/lists", ctx -> ctx.result(""));
        });

    HttpResponse<String> response =
        send(request("/lists").POST(HttpRequest.BodyPublishers.noBody()));

    assertProblem(response, 405, "method_not_allowed", "/lists takes GET, DELETE, not POST");
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, DELETE");
  }

  @Test
  void anUnexpectedFailureTellsAnIdAndNothingOfItself() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  throw new IllegalStateException("the password is swordfish");
                }));

    HttpResponse<String> response = send(request("/").header("X-Request-Id", "call-17"));

    assertProblem(
        response,
        500,
        "internal_error",
        "Winnow failed at this request; its log says why, under request id call-17");
    assertThat(response.body()).doesNotContain("swordfish").doesNotContain("Exception");
    assertThat(response.headers().firstValue("X-Request-Id")).hasValue("call-17");
  }

  @Test
  void anErrorOfTheMachineIsAnInternalErrorToo() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  throw new StackOverflowError("deep");
                }));

    HttpResponse<String> response = get("/");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(json(response).path("code").asText()).isEqualTo("internal_error");
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

  @Test
  void aFailureBeforeAnythingWentOutLeavesNothingOfTheAnswer() throws Exception {
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  ctx.contentType("text/csv").header("Content-Disposition", "attachment");
                  ctx.outputStream().write("address,verdict\n".getBytes(UTF_8));
                  throw Problem.of(409, "not_ready", "the job is still loading");
                }));

    HttpResponse<String> response = get("/");

    assertProblem(response, 409, "not_ready", "the job is still loading");
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
  }

  @Test
  void everyAnswerCarriesTheHeadersOfSafety() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.result("")));

    for (HttpResponse<String> response : List.of(get("/"), get("/unknown"))) {
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void aRouteMayDecideHowItIsCached() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.header("Cache-Control", "max-age=60").result("")));

    assertThat(get("/").headers().allValues("Cache-Control")).containsExactly("max-age=60");
  }

  @Test
  void logLinesOfARequestCarryItsId() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.result("" + MDC.get("request_id"))));

    HttpResponse<String> given = send(request("/").header("X-Request-Id", "call-17"));
    HttpResponse<String> hostile = send(request("/").header("X-Request-Id", "a b\"c"));

    assertThat(given.body()).isEqualTo("call-17");
    assertThat(hostile.body())
        .isEqualTo(hostile.headers().firstValue("X-Request-Id").orElseThrow())
        .matches("[a-z0-9]+");
  }

  @Test
  void aRequestThatIsNoneIsTold() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.result("")));

    assertThat(raw("GET / HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("application/problem+json")
        .contains("nosniff")
        .contains("\"code\":\"bad_request\"");
    assertThat(raw("GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"bad_request\"");
    assertThat(raw("GET /%2e%2e/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"bad_request\"");
    assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ")
        .contains("\"status\":431");
  }

  @Test
  void anAddressInAPathMayHoldASlash() throws Exception {
    start(routes -> routes.get("/verify/{address}", ctx -> ctx.result(ctx.pathParam("address"))));

    assertThat(get("/verify/a%2Fb@example.org").body()).isEqualTo("a/b@example.org");
  }

  @Test
  void aSmallBodyThatIsNotSmallIsRefused() throws Exception {
    start(routes -> routes.post("/", ctx -> ctx.result("" + ctx.body().length())));

    HttpResponse<String> response =
        send(request("/").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1_000_001])));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).path("status").asInt()).isEqualTo(413);
  }

  @Test
  void aBodyThatIsNotTheJsonExpectedIsTheClientsError() throws Exception {
    start(routes -> routes.post("/", ctx -> ctx.result(ctx.bodyAsClass(Greeting.class).name())));

    HttpResponse<String> broken =
        send(request("/").POST(HttpRequest.BodyPublishers.ofString("{\n\"name\": nobody}")));
    HttpResponse<String> good =
        send(request("/").POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Ada\",\"x\":1}")));

    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(json(broken).path("code").asText()).isEqualTo("invalid_json");
    assertThat(json(broken).path("line").asInt()).isEqualTo(2);
    assertThat(good.body()).isEqualTo("Ada");
  }

  @Test
  void jsonIsWrittenByWinnowsMapper() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.json(Map.of("at", Instant.EPOCH))));

    HttpResponse<String> response = get("/");

    assertThat(response.body()).isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\"}");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
  }

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
  void aRequestThatRunsMayFinishWhenTheServiceCloses() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    start(
        routes ->
            routes.get(
                "/",
                ctx -> {
                  arrived.countDown();
                  assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
                  LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
                  ctx.result("finished");
                }));
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(request("/").build(), BodyHandlers.ofString());
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

    Thread closer = Thread.ofVirtual().start(service::close);
    await().until(() -> !accepts(service));
    closing.countDown();

    assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("finished");
    closer.join();
  }

  @Test
  void aRequestThatDoesNotEndIsBrokenOff() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    start(
        new HttpSettings("127.0.0.1", 0, Duration.ofSeconds(30), Duration.ofMillis(300)),
        routes ->
            routes.get(
                "/",
                ctx -> {
                  arrived.countDown();
                  never.await();
                }));
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(request("/").build(), BodyHandlers.ofString());
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

    service.close();

    assertThatThrownBy(() -> response.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
    never.countDown();
  }

  @Test
  void aPortInUseIsNamedWithTheRemedy() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> HttpService.start(HttpSettings.of("127.0.0.1", port), List.of()))
          .isInstanceOf(CannotListenException.class)
          .hasMessage(
              "port %d on 127.0.0.1 is in use: stop the program that has it, or set".formatted(port)
                  + " winnow.http.port (0 takes any)");
    }
  }

  @Test
  void aHostThatIsNotOursIsNamed() {
    assertThatThrownBy(() -> HttpService.start(HttpSettings.of("nowhere.invalid", 0), List.of()))
        .isInstanceOf(CannotListenException.class)
        .hasMessageContaining("nowhere.invalid:0")
        .hasMessageContaining("winnow.http.host");
  }

  private void start(HttpRoutes routes) {
    start(HttpSettings.of("127.0.0.1", 0), routes);
  }

  private void start(HttpSettings settings, HttpRoutes routes) {
    service = HttpService.start(settings, List.of(routes));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), service.port());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] block = new byte[1024];
    while (text.indexOf(end) < 0) {
      int read = socket.getInputStream().read(block);
      assertThat(read).as("read so far: %s", text).isPositive();
      text.append(new String(block, 0, read, ISO_8859_1));
    }
    return text.toString();
  }

  private static boolean accepts(HttpService service) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  private static void assertProblem(
      HttpResponse<String> response, int status, String code, String detail) throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).path("status").asInt()).isEqualTo(status);
    assertThat(json(response).path("code").asText()).isEqualTo(code);
    assertThat(json(response).path("detail").asText()).isEqualTo(detail);
  }

  private record Greeting(String name) {}

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
