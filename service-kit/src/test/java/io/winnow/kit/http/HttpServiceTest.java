package io.winnow.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class HttpServiceTest extends HttpServiceFixture {

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
  void anAddressInAPathMayHoldASlashAndAPercentSign() throws Exception {
    start(routes -> routes.get("/verify/{address}", ctx -> ctx.result(ctx.pathParam("address"))));

    assertThat(get("/verify/100%25@example.org").body()).isEqualTo("100%@example.org");
    assertThat(get("/verify/a%2Fb@example.org").body()).isEqualTo("a/b@example.org");
  }

  @Test
  void jsonIsWrittenByWinnowsMapper() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.json(Map.of("at", Instant.EPOCH))));

    HttpResponse<String> response = get("/");

    assertThat(response.body()).isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\"}");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
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

  @Test
  void headIsAnsweredAsGetIsButForTheBody() throws Exception {
    start(
        routes -> {
          routes.get("/known", ctx -> ctx.header("Winnow-Complete", "true").result("hello"));
          routes.get(
              "/unready",
              ctx -> {
                throw Problem.of(503, "not_ready", "try again").withHeader("Retry-After", "7");
              });
          routes.post("/list", ctx -> ctx.result(""));
        });

    HttpResponse<String> known = send(request("/known").HEAD());
    HttpResponse<String> unready = send(request("/unready").HEAD());

    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.headers().firstValue("Content-Length")).hasValue("5");
    assertThat(known.headers().firstValue("Winnow-Complete")).hasValue("true");
    assertThat(unready.statusCode()).isEqualTo(503);
    assertThat(unready.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(unready.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(known.body() + unready.body()).isEmpty();
    assertThat(send(request("/unknown").HEAD()).statusCode()).isEqualTo(404);
    assertThat(send(request("/list").HEAD()).statusCode()).isEqualTo(405);
  }

  @Test
  void afterHeadTheConnectionServesTheNextRequest() throws Exception {
    start(routes -> routes.get("/", ctx -> ctx.result("hello")));

    String answers =
        raw(
            """
            HEAD / HTTP/1.1\r
            Host: a\r
            \r
            GET / HTTP/1.1\r
            Host: a\r
            Connection: close\r
            \r
            """);

    assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
    assertThat(answers).endsWith("hello").containsOnlyOnce("hello");
  }

  private static boolean accepts(HttpService service) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
