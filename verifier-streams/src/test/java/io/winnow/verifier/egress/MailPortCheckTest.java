package io.winnow.verifier.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailPortCheckTest {
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private ServerSocket host;
  private volatile String banner = "220 mx.example ESMTP\r\n";
  private MailPortCheck check;

  @BeforeEach
  void listen() throws IOException {
    host = new ServerSocket(0, 50, loopback);
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!host.isClosed()) {
      try (Socket client = host.accept()) {
        if (banner.isEmpty()) {
          heard.add("silent " + client.getInputStream().readAllBytes().length);
        } else {
          client.getOutputStream().write(banner.getBytes(US_ASCII));
          heard.add(new String(client.getInputStream().readAllBytes(), US_ASCII));
        }
      } catch (IOException e) {
        // the test is over, or the client has gone
      }
    }
  }

  @AfterEach
  void stop() throws IOException {
    check.close();
    host.close();
  }

  private void start(String... hosts) {
    Map<String, InetAddress> known = Map.of("mx.example", loopback, "mx2.example", loopback);
    check =
        new MailPortCheck(
            List.of(hosts),
            host.getLocalPort(),
            name -> {
              InetAddress address = known.get(name);
              if (address == null) {
                throw new UnknownHostException(name + " is not known");
              }
              return new InetAddress[] {address};
            },
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            meters);
    check.start();
  }

  private double gauge() {
    return meters.get("winnow.smtp.port.open").gauge().value();
  }

  @Test
  void aHostThatGreetsIsTakenLeaveOfAndThatIsAll() {
    start("nowhere.example", "mx.example", "mx2.example");

    await().until(() -> !heard.isEmpty());
    await().until(() -> gauge() == 1);
    assertThat(heard).containsExactly("QUIT\r\n");
    assertThat(check.trouble()).isEmpty();
  }

  @Test
  void aHostThatWantsNothingOfUsHasAnOpenPortAllTheSame() {
    banner = "554 5.7.1 go away\r\n";

    start("mx.example");

    await().until(() -> gauge() == 1);
  }

  @Test
  void whenNobodyCanBeReachedItSaysSo() throws IOException {
    host.close();

    start("nowhere.example", "mx.example");

    await().until(() -> check.trouble().isPresent());
    assertThat(check.trouble().orElseThrow())
        .contains(
            "port " + host.getLocalPort() + " seems to be closed",
            "connect_failed",
            "nowhere.example is not known",
            "mx.example: ");
    assertThat(gauge()).isZero();
  }

  @Test
  void anotherProgramOnThePortIsNoMailServer() {
    banner = "HTTP/1.1 400 Bad Request\r\n";

    start("mx.example");

    await().until(() -> check.trouble().isPresent());
    assertThat(check.trouble().orElseThrow()).contains("no mail server");
  }

  @Test
  void itLooksAgainUntilAHostAnswers() {
    banner = "";
    start("mx.example");
    await().until(() -> check.trouble().isPresent() && gauge() == 0);

    banner = "220 mx.example\r\n";

    await().until(() -> gauge() == 1);
    assertThat(check.trouble()).isEmpty();
  }

  @Test
  void withoutHostsNobodyIsAsked() {
    start();

    assertThat(check.trouble()).isEmpty();
    assertThat(gauge()).isNaN();
  }
}
