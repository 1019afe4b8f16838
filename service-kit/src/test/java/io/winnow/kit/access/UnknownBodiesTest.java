package io.winnow.kit.access;

import static io.winnow.kit.accounts.AccountSamples.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.Context;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UnknownBodiesTest {
  private final Keys keys = new Keys();
  private final AccountsView accounts = new AccountsView(keys);
  private final Keys.NewKey key = keys.make(null, Instant.EPOCH);
  private final UnknownBodies bodies = new UnknownBodies(4 << 10, Duration.ofMillis(50));
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch reading = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpService server;

  UnknownBodiesTest() {
    accounts.put(account("acme", key.stored()));
    server =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                new AccessFilter(new AccessSettings(false, 1_000, 1_000), accounts, () -> true),
                routes ->
                    routes.post(
                        "/api/bevService/who",
                        context ->
                            context.result(
                                bodies.<String>read(
                                    context,
                                    body -> who(text(body), context),
                                    () -> DialectError.of(503, "full"))))));
  }

  private String who(String body, Context context) {
    if (body.startsWith("hold")) {
      reading.countDown();
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return Gate.pass(context, key.text()).account();
  }

  private static String text(InputStream body) throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  @AfterEach
  void stop() {
    held.countDown();
    client.close();
    server.close();
  }

  private CompletableFuture<HttpResponse<String>> send(String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/api/bevService/who"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return client.sendAsync(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void thoseWhoAreKnownPassAndOfTheOthersNoMoreAreReadThanThereIsRoomFor() throws Exception {
    CompletableFuture<HttpResponse<String>> first = send("hold" + "x".repeat(2_000));
    reading.await();
    String large = "y".repeat(2_500);

    assertThat(send(large).get().statusCode()).as("no room").isEqualTo(503);
    assertThat(send("small").get().body()).as("room for a little").isEqualTo("acme");
    assertThat(send(large, "X-Api-Key", key.text()).get().body()).as("known").isEqualTo("acme");

    held.countDown();
    assertThat(first.get().body()).isEqualTo("acme");
    assertThat(send(large).get().body()).as("room again").isEqualTo("acme");
  }

  @Test
  void whoAnnouncesMuchAndSendsLittleKeepsNobodyAway() throws Exception {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      slow.getOutputStream()
          .write(
              "POST /api/bevService/who HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\nslow"
                  .getBytes(StandardCharsets.UTF_8));
      assertThat(send("y".repeat(2_500)).get().body()).isEqualTo("acme");
    }
  }
}
