package io.winnow.lab.dns;

import static io.winnow.lab.dns.Client.answers;
import static io.winnow.lab.dns.Client.exchangers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.lab.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class DnsServerTest {
  private static final World WORLD = World.standard();
  private static final DnsServerOptions DEFAULTS = DnsServerOptions.defaults();

  @Test
  void clientIsToldToComeOverTcpAndGetsTheWholeAnswerThere() throws IOException {
    try (DnsServer server = DnsServer.start(WORLD, DEFAULTS)) {
      Client client = new Client(server, Transport.UDP);
      client.resolver().setIgnoreTruncation(false);

      Message response = client.ask("acme.truncated.lab.test", Type.MX);

      assertThat(exchangers(response)).hasSize(60);
      assertThat(server.queriesFor("acme.truncated.lab.test")).isEqualTo(2);
    }
  }

  @Test
  void datagramsAreNoLongerThanTheClientTakes() throws IOException {
    try (DnsServer server = DnsServer.start(WORLD, DEFAULTS.withMaxDatagram(4_096))) {
      Client client = new Client(server, Transport.UDP);

      client.resolver().setEDNS(-1);
      Message without = client.ask("acme.truncated.lab.test", Type.MX);
      client.resolver().setEDNS(0, 900, 0, List.of());
      Message small = client.ask("acme.truncated.lab.test", Type.MX);
      client.resolver().setEDNS(0, 4_096, 0, List.of());
      Message large = client.ask("acme.truncated.lab.test", Type.MX);

      assertThat(without.numBytes()).isLessThanOrEqualTo(512);
      assertThat(without.getHeader().getFlag(Flags.TC)).isTrue();
      assertThat(without.getOPT()).isNull();
      assertThat(small.numBytes()).isLessThanOrEqualTo(900);
      assertThat(small.getHeader().getFlag(Flags.TC)).isTrue();
      assertThat(small.getOPT().getPayloadSize()).isEqualTo(4_096);
      assertThat(large.numBytes()).isBetween(1_233, 4_096);
      assertThat(large.getHeader().getFlag(Flags.TC)).isFalse();
      assertThat(exchangers(large)).hasSize(60);
    }
  }

  @Test
  void everyAnswerTakesTheLatency() throws IOException {
    Duration latency = Duration.ofMillis(120);
    try (DnsServer server = DnsServer.start(WORLD, DEFAULTS.withLatency(latency))) {
      for (Transport transport : Transport.values()) {
        Client client = new Client(server, transport);
        long start = System.nanoTime();

        client.ask("acme.mx.lab.test", Type.MX);
        client.ask("acme.servfail.lab.test", Type.MX);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isBetween(latency.multipliedBy(2), latency.multipliedBy(20));
      }
    }
  }

  @Test
  void twoThousandQueriesAtOnceAreAllAnswered() throws IOException {
    int queries = 2_000;
    try (DnsServer server = DnsServer.start(WORLD, DEFAULTS.withLatency(Duration.ofMillis(30)))) {
      Resolver resolver =
          new ExtendedResolver(List.of(new Client(server, Transport.UDP).resolver()));
      List<CompletableFuture<Message>> responses = new ArrayList<>();

      for (int i = 0; i < queries; i++) {
        responses.add(
            resolver
                .sendAsync(Client.query("acme-" + i + ".mx.lab.test", Type.MX))
                .toCompletableFuture());
      }

      assertThat(responses)
          .allSatisfy(response -> assertThat(exchangers(response.join())).hasSize(1));
      assertThat(server.totalQueries()).isGreaterThanOrEqualTo(queries);
    }
  }

  @Test
  void waitingAnswersDoNotHoldUpOthers() throws IOException {
    try (DnsServer server = DnsServer.start(WORLD, DEFAULTS.withSlowDelay(Duration.ofSeconds(4)))) {
      Client client = new Client(server, Transport.UDP);
      CompletableFuture<Message> slow =
          client
              .resolver()
              .sendAsync(Client.query("acme.slow.lab.test", Type.MX))
              .toCompletableFuture();

      Message fast = client.ask("acme.mx.lab.test", Type.MX);

      assertThat(exchangers(fast)).hasSize(1);
      assertThat(slow).isNotDone();
    }
  }

  @Test
  void questionsAreCountedByNameAndTypeUntilReset() throws IOException {
    try (DnsServer server = DnsServer.start(WORLD, DEFAULTS)) {
      Client client = new Client(server, Transport.UDP);

      client.ask("acme.mx.lab.test", Type.MX);
      client.ask("ACME.mx.lab.test", Type.MX);
      client.ask("acme.mx.lab.test", Type.A);
      client.ask("other.mx.lab.test", Type.MX);

      assertThat(server.queriesFor("acme.mx.lab.test", Type.MX)).isEqualTo(2);
      assertThat(server.queriesFor("acme.mx.lab.test")).isEqualTo(3);
      assertThat(server.queriesFor("never.mx.lab.test")).isZero();
      assertThat(server.totalQueries()).isEqualTo(4);

      server.resetCounts();

      assertThat(server.queriesFor("acme.mx.lab.test")).isZero();
      assertThat(server.totalQueries()).isZero();
    }
  }

  @Test
  void onlyLoopbackAddressesAndTheWildcardOfAContainerAreTaken() {
    InetSocketAddress wildcard = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
    assertThat(DEFAULTS.withBind(wildcard).bind()).isEqualTo(wildcard);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DEFAULTS.withBind(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5353)))
        .withMessageContaining("loopback")
        .withMessageContaining("192.0.2.1");
  }

  @Test
  void takenPortIsNamedAndNothingStaysOpen() throws IOException {
    try (DatagramSocket taken = portThatTcpHasFree()) {
      InetSocketAddress address = new InetSocketAddress(loopback(), taken.getLocalPort());

      assertThatThrownBy(() -> DnsServer.start(WORLD, DEFAULTS.withBind(address)))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(BindException.class)
          .hasMessageContaining(":" + address.getPort());

      new ServerSocket(address.getPort(), 1, loopback()).close();
    }
  }

  /** A port that is free for UDP may be somebody's for TCP. */
  private static DatagramSocket portThatTcpHasFree() throws IOException {
    while (true) {
      try (ServerSocket free = new ServerSocket(0, 1, loopback())) {
        return new DatagramSocket(new InetSocketAddress(loopback(), free.getLocalPort()));
      } catch (BindException _) {
        // somebody's for UDP: the next one
      }
    }
  }

  @Test
  void closeEndsTheThreadTheConnectionsAndFreesThePort() throws IOException {
    DnsServer server = DnsServer.start(WORLD, DEFAULTS);
    InetSocketAddress address = server.address();
    try (Socket connection = new Socket(address.getAddress(), address.getPort())) {
      new Client(server, Transport.UDP).ask("acme.mx.lab.test", Type.MX);
      assertThat(threadsOf(address)).hasSize(1);

      server.close();
      server.close();

      assertThat(threadsOf(address)).isEmpty();
      assertThat(connection.getInputStream().read()).isEqualTo(-1);
    }
    try (DnsServer again = DnsServer.start(WORLD, DEFAULTS.withBind(address))) {
      assertThat(again.address()).isEqualTo(address);
    }
  }

  @Test
  void typesThatNobodyHasAreDenied() throws IOException {
    try (DnsServer server = DnsServer.start(WORLD, DEFAULTS)) {
      Message response = new Client(server, Transport.UDP).ask("acme.mx.lab.test", Type.TXT);

      assertThat(answers(response)).isEmpty();
      assertThat(response.getSection(Section.AUTHORITY)).hasSize(1);
    }
  }

  private static InetAddress loopback() {
    return DEFAULTS.bind().getAddress();
  }

  private static List<Thread> threadsOf(InetSocketAddress address) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("lab-dns-" + address.getPort()))
        .toList();
  }
}
