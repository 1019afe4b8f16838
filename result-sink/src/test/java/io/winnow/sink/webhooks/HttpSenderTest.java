package io.winnow.sink.webhooks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.kit.network.PrivateTargets;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.webhooks.Answer.Fault;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers are on 127.0.0.2, which is allowed here; 127.0.0.1 is not. */
@Timeout(30)
class HttpSenderTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String BODY = "{\"id\":\"42-completed\",\"name\":\"größe\"}";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private static final long NOW_AND_THEN = 20_000_000;

  private final Secrets secrets = new Secrets("master", "");
  private Names names = Names.OF_SYSTEM;
  private HttpSender sender;

  @AfterEach
  void close() {
    if (sender != null) {
      sender.close();
    }
  }

  private Answer send(String url, String... settings) throws Exception {
    return begin(url, settings).get(20, TimeUnit.SECONDS);
  }

  private CompletableFuture<Answer> begin(String url, String... settings) {
    if (sender == null) {
      Map<String, String> texts = new HashMap<>();
      texts.put("winnow.webhooks.allow-private-targets", "127.0.0.2");
      for (int i = 0; i < settings.length; i += 2) {
        texts.put("winnow.webhooks." + settings[i], settings[i + 1]);
      }
      WebhookSettings all = WebhookSettings.from(Settings.of(texts));
      assertThat(all.targets()).isEqualTo(PrivateTargets.parse("127.0.0.2"));
      sender = new HttpSender(all, secrets, host -> names.addressesOf(host), CLOCK);
    }
    return sender.send(new Letter(url, "acme", "42-completed", "application/json", BODY));
  }

  @Test
  void theReceiverGetsTheLetterSigned() throws Exception {
    try (Receiver receiver = Receiver.answering(OK)) {
      assertThat(send(receiver.url())).isEqualTo(new Answer.Received(200));

      String signature = Signature.header(secrets.of("acme"), 1_767_225_600L, BODY.getBytes(UTF_8));
      List<String> request = receiver.requests.getFirst();
      assertThat(request)
          .startsWith("POST /hook?x=1 HTTP/1.1")
          .contains(
              "Host: 127.0.0.2:" + receiver.port(),
              "Content-Type: application/json",
              "User-Agent: Winnow",
              "Winnow-Event: 42-completed",
              "Winnow-Timestamp: 1767225600",
              "Winnow-Signature: " + signature);
      assertThat(new String(request.getLast().getBytes(ISO_8859_1), UTF_8)).isEqualTo(BODY);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 299, 400, 401, 404, 407, 410, 429, 500, 503})
  void theStatusIsTheAnswer(int status) throws Exception {
    try (Receiver receiver =
        Receiver.answering(
            "HTTP/1.1 %d X\r\nContent-Length: 0\r\nWWW-Authenticate: Basic realm=x\r\n\r\n"
                .formatted(status))) {
      assertThat(send(receiver.url())).isEqualTo(new Answer.Received(status));
      assertThat(receiver.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) throws Exception {
    try (Receiver elsewhere = Receiver.answering(OK);
        Receiver receiver =
            Receiver.answering(
                "HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                    .formatted(status, elsewhere.url()))) {
      assertFails(send(receiver.url()), Fault.REDIRECT);
      assertThat(elsewhere.connections).hasValue(0);
    }
  }

  @Test
  void aReceiverThatHangsIsLeft() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver receiver = new Receiver("127.0.0.2", _ -> await(end))) {
      assertFails(send(receiver.url(), "timeout", "300 ms"), Fault.TIMEOUT);
    } finally {
      end.countDown();
    }
  }

  @Test
  void aReceiverThatTricklesHeadersIsLeftToo() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (Receiver receiver =
        Receiver.endless("HTTP/1.1 200 OK\r\n", "X: y\r\n", NOW_AND_THEN, left)) {
      assertFails(send(receiver.url(), "timeout", "400 ms"), Fault.TIMEOUT);
      assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aBodyWithoutEndIsCut() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (Receiver receiver =
        Receiver.endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8192), 0, left)) {
      assertThat(send(receiver.url())).isEqualTo(new Answer.Received(200));
      assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-x\r\n", "HTTP/1.1 200 OK\r\nX", ""})
  void whatIsNotHttpIsABrokenAnswer(String text) throws Exception {
    try (Receiver receiver = Receiver.answering(text)) {
      assertFails(send(receiver.url()), Fault.BROKEN_ANSWER);
    }
  }

  @Test
  void headersWithoutEndAreABrokenAnswer() throws Exception {
    String header = "X: " + "y".repeat(1000) + "\r\n";
    try (Receiver receiver = Receiver.answering("HTTP/1.1 200 OK\r\n" + header.repeat(100))) {
      assertFails(send(receiver.url()), Fault.BROKEN_ANSWER);
    }
  }

  @Test
  void whereNobodyListensNobodyIsTold() throws Exception {
    String url;
    try (Receiver receiver = Receiver.answering(OK)) {
      url = receiver.url();
    }

    assertFails(send(url), Fault.NOT_CONNECTED);
  }

  @Test
  void aReceiverThatDoesNotSpeakTlsIsNotTold() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2"))) {
      CompletableFuture<Answer> answer = begin("https://127.0.0.2:" + server.getLocalPort() + "/");
      try (Socket socket = server.accept()) {
        // what is closed with something unread is reset, and its answer with it
        assertThat(socket.getInputStream().read(new byte[16_384])).isPositive();
        socket.getOutputStream().write("HTTP/1.1 400 No\r\n\r\n".getBytes(UTF_8));
        assertFails(answer.get(20, TimeUnit.SECONDS), Fault.TLS_FAILED);
      }
    }
  }

  @Test
  void aNameThatLeadsNowhereIsSaidSo() throws Exception {
    names =
        host -> {
          throw new UnknownHostException(host);
        };

    assertFails(send("http://hooks.test/"), Fault.NAME_NOT_RESOLVED);
  }

  @Test
  void aNameServerThatHangsHoldsUpNobodyForLonger() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    names =
        _ -> {
          await(end);
          return List.of();
        };
    try {
      assertFails(send("http://hooks.test/", "timeout", "300 ms"), Fault.TIMEOUT);
    } finally {
      end.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "127.1.2.3",
        "2130706433",
        "[::1]",
        "[::]",
        "0.0.0.0",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "224.0.0.1",
        "[ff02::1]",
        "255.255.255.255"
      })
  void whatIsNotOnThePublicInternetIsRefused(String host) throws Exception {
    try (Receiver receiver = new Receiver("127.0.0.1", out -> out.write(OK.getBytes(UTF_8)))) {
      Answer answer = send("http://" + host + ":" + receiver.port() + "/");

      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              refused -> {
                assertThat(refused.fault()).isEqualTo(Fault.PRIVATE_ADDRESS);
                assertThat(refused.message()).contains("not on the public Internet");
              });
      assertThat(receiver.connections).hasValue(0);
    }
  }

  /** The first answer of the name server is good; the second one would lead inside. */
  @Test
  void aNameThatLeadsElsewhereTheSecondTimeLeadsNowhere() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    names =
        _ ->
            List.of(
                InetAddress.ofLiteral(asked.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1"));
    String closing = "HTTP/1.1 503 X\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    try (Receiver good = Receiver.answering(closing);
        Receiver inside =
            new Receiver("127.0.0.1", good.port(), out -> out.write(OK.getBytes(UTF_8)))) {
      String url = "http://rebinding.test:" + good.port() + "/";

      assertThat(send(url)).isEqualTo(new Answer.Received(503));
      assertThat(send(url)).isInstanceOf(Answer.Refused.class);
      assertThat(good.connections).hasValue(1);
      assertThat(inside.connections).hasValue(0);
    }
  }

  @Test
  void ofSeveralAddressesOnlyThoseAllowedAreConnectedTo() throws Exception {
    try (Receiver good = Receiver.answering(OK);
        Receiver inside =
            new Receiver("127.0.0.1", good.port(), out -> out.write(OK.getBytes(UTF_8)))) {
      names = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2"));

      assertThat(send("http://both.test:" + good.port() + "/")).isEqualTo(new Answer.Received(200));
      assertThat(inside.connections).hasValue(0);
    }
  }

  /** That the good one is away for a while is no reason to refuse the webhook for ever. */
  @Test
  void aPrivateAddressBesideAGoodOneThatIsAwayIsNoRefusal() throws Exception {
    int port;
    try (ServerSocket away = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2"))) {
      port = away.getLocalPort();
    }
    names = _ -> List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1"));

    assertFails(send("http://both.test:" + port + "/"), Fault.NOT_CONNECTED);
  }

  @Test
  void whenItWantsToBeToldAgainIsHeard() throws Exception {
    try (Receiver receiver =
        Receiver.answering("HTTP/1.1 503 X\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(send(receiver.url())).isEqualTo(new Answer.Received(503, Duration.ofMinutes(2)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.example/",
        "file:///etc/passwd",
        "http://u:p@x.example/",
        "http:///x",
        "http://x.example/#f",
        "http://x.example/\r\nX: y",
        ""
      })
  void whatIsNoWebhookIsRefused(String url) throws Exception {
    assertRefused(send(url), Fault.INVALID_WEBHOOK);
  }

  @Test
  void plainHttpIsRefusedWhereTheOperatorWantsHttps() throws Exception {
    assertRefused(send("http://127.0.0.2/", "https-only", "true"), Fault.HTTPS_REQUIRED);
  }

  @Test
  void interimAnswersWithoutEndAreABrokenOne() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (Receiver receiver = Receiver.endless("", "HTTP/1.1 103 X\r\n\r\n", 0, left)) {
      assertFails(send(receiver.url()), Fault.BROKEN_ANSWER);
      assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoIsNotWaitedForIsLeft() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    try (Receiver receiver =
        Receiver.endless("HTTP/1.1 200 OK\r\n", "X: y\r\n", NOW_AND_THEN, left)) {
      CompletableFuture<Answer> answer = begin(receiver.url());
      Awaitility.await().until(() -> receiver.requests.size() == 1);

      answer.cancel(true);

      assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void assertFails(Answer answer, Fault fault) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class, failed -> assertThat(failed.fault()).isEqualTo(fault));
  }

  private static void assertRefused(Answer answer, Fault fault) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class, refused -> assertThat(refused.fault()).isEqualTo(fault));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
