package io.winnow.lab.dns;

import io.winnow.lab.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A name server for the whole {@link World}, over UDP and TCP on one port of a loopback address.
 * One thread serves all of it; delayed answers wait without holding a thread.
 */
public final class DnsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DnsServer.class);

  private final Selector selector;
  private final Sockets sockets;
  private final InetSocketAddress address;
  private final QuestionCounts counts = new QuestionCounts();
  private final Outbox outbox = new Outbox();
  private final Thread thread;
  private volatile boolean closing;

  private DnsServer(World world, DnsServerOptions options, Sockets sockets) throws IOException {
    this.sockets = sockets;
    this.selector = Selector.open();
    this.address = (InetSocketAddress) sockets.udp().getLocalAddress();
    Responder responder = new Responder(world, counts, options);
    sockets
        .udp()
        .register(
            selector, SelectionKey.OP_READ, new UdpEndpoint(sockets.udp(), responder, outbox));
    sockets
        .tcp()
        .register(
            selector,
            SelectionKey.OP_ACCEPT,
            new TcpListener(sockets.tcp(), selector, responder, outbox));
    this.thread =
        Thread.ofPlatform().daemon().name("lab-dns-" + address.getPort()).unstarted(this::serve);
  }

  /**
   * Starts to answer.
   *
   * @throws UncheckedIOException when the port cannot be had
   */
  public static DnsServer start(World world, DnsServerOptions options) {
    try {
      return start(world, options, Sockets.bind(options.bind()));
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "the simulated name server cannot listen on "
              + options.bind()
              + ", choose another port or 0 for any free one: "
              + failed.getMessage(),
          failed);
    }
  }

  private static DnsServer start(World world, DnsServerOptions options, Sockets sockets)
      throws IOException {
    try {
      DnsServer server = new DnsServer(world, options, sockets);
      server.thread.start();
      return server;
    } catch (IOException failed) {
      sockets.close();
      throw failed;
    }
  }

  /** Where it listens, over UDP and TCP. */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * How many questions of any type came for that name, answered or not.
   *
   * @param name lower-case A-labels without the final dot
   */
  public int queriesFor(String name) {
    return counts.of(name);
  }

  /**
   * How many questions of that type came for that name, answered or not.
   *
   * @param name lower-case A-labels without the final dot
   * @param type as in {@link org.xbill.DNS.Type}
   */
  public int queriesFor(String name, int type) {
    return counts.of(name, type);
  }

  /** How many questions came in all, answered or not. */
  public long totalQueries() {
    return counts.total();
  }

  /** Forgets the questions so far. Flaky domains fail their next question again. */
  public void resetCounts() {
    counts.reset();
  }

  /** Ends all connections and its thread; answers still waiting are not sent. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    try (Sockets listening = sockets;
        Selector selecting = selector) {
      log.debug("answering on {}", listening);
      while (!closing) {
        outbox.sendDue();
        awaitWork(selecting);
      }
      closeConnections(selecting);
    } catch (IOException broken) {
      log.error("the simulated name server on {} has stopped", address, broken);
    }
  }

  private void awaitWork(Selector selecting) throws IOException {
    long millis = outbox.millisUntilDue();
    if (millis == 0) {
      selecting.selectNow(DnsServer::serve);
    } else {
      selecting.select(DnsServer::serve, Math.max(0, millis));
    }
  }

  private static void serve(SelectionKey key) {
    ((Endpoint) key.attachment()).ready();
  }

  private static void closeConnections(Selector selecting) throws IOException {
    for (SelectionKey key : selecting.keys()) {
      key.channel().close();
    }
  }
}
