package io.winnow.lab.smtp;

import io.winnow.lab.world.MailServer;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mail servers of the whole {@link World}, each at a loopback address of its own, all at one
 * port. One thread takes connections and reads from them; each session has a virtual thread.
 */
public final class SmtpServers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SmtpServers.class);

  private final Doors doors;
  private final Selector selector;
  private final SmtpRecord record = new SmtpRecord();
  private final SessionParts parts;
  private final Set<Thread> sessions = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private long connections;
  private volatile boolean closing;

  private SmtpServers(World world, SmtpOptions options, Doors doors) throws IOException {
    this.doors = doors;
    this.selector = Selector.open();
    Wordings wordings = Wordings.read();
    this.parts =
        new SessionParts(
            options,
            record,
            wordings,
            new Reception(world, options, record, wordings),
            new RecipientRate(options.recipientsPerSecond()),
            Tls.create());
    for (Map.Entry<ServerSocketChannel, MailServer> door : doors.open().entrySet()) {
      door.getKey().register(selector, SelectionKey.OP_ACCEPT, door.getValue());
    }
    this.thread =
        Thread.ofPlatform().daemon().name("lab-smtp-" + doors.port()).unstarted(this::serve);
  }

  /**
   * Starts to take connections.
   *
   * @param world {@link World#onLoopback}
   * @throws UncheckedIOException when the port cannot be had at all addresses
   */
  public static SmtpServers start(World world, SmtpOptions options) {
    try {
      Doors doors = Doors.open(world.servers(), options.port());
      try {
        SmtpServers servers = new SmtpServers(world, options, doors);
        servers.thread.start();
        return servers;
      } catch (IOException failed) {
        doors.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "the simulated mail servers cannot listen on port "
              + options.port()
              + " of "
              + World.LOOPBACK_NETWORK
              + ", choose another or 0 for any free one: "
              + failed.getMessage(),
          failed);
    }
  }

  /** The port of all of them. */
  public int port() {
    return doors.port();
  }

  /** What clients have done to them. */
  public SmtpRecord record() {
    return record;
  }

  /** Ends all connections and threads. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    try {
      thread.join();
      for (Thread session : sessions) {
        session.interrupt();
      }
      for (Thread session : sessions) {
        session.join();
      }
      selector.close();
    } catch (IOException harmless) {
      log.debug("the selector did not close cleanly", harmless);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    try (Doors listening = doors) {
      log.debug("taking mail clients at port {}", listening.port());
      while (!closing) {
        selector.select();
        List<SelectionKey> ready = List.copyOf(selector.selectedKeys());
        selector.selectedKeys().clear();
        turn(ready);
      }
      for (SelectionKey key : selector.keys()) {
        if (key.attachment() instanceof Wire wire) {
          wire.close();
        }
      }
    } catch (IOException broken) {
      log.error("the simulated mail servers have stopped", broken);
    }
  }

  /**
   * What has come is read before anybody is let in, and one is let in at each door, so that a
   * connection which its client has closed is known to have ended before the client's next begins.
   */
  private void turn(List<SelectionKey> ready) {
    List<SelectionKey> acceptable = new ArrayList<>();
    for (SelectionKey key : ready) {
      if (key.attachment() instanceof Wire wire) {
        wire.receive();
      } else {
        acceptable.add(key);
      }
    }
    for (SelectionKey key : acceptable) {
      try {
        SocketChannel client = Doors.accept(key);
        if (client != null) {
          begin(client, (MailServer) key.attachment());
        }
      } catch (IOException gone) {
        log.debug("a connection ended before it was taken in", gone);
      }
    }
  }

  private void begin(SocketChannel client, MailServer server) throws IOException {
    client.configureBlocking(false);
    // a reply that waits for the acknowledgement of the one before is late by the client's delay
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    OpenSession open =
        record.connected(
            server.operator(),
            addressOf((InetSocketAddress) client.getLocalAddress()),
            addressOf((InetSocketAddress) client.getRemoteAddress()),
            ++connections);
    SelectionKey key = client.register(selector, SelectionKey.OP_READ);
    Wire wire = new Wire(client, key, () -> record.ended(open));
    key.attach(wire);
    int openNow = record.openConnections(server.operator());
    Session session = new Session(parts, server, open, wire, openNow);
    Thread running =
        Thread.ofVirtual().name("lab-smtp-session-" + open.number()).unstarted(() -> run(session));
    sessions.add(running);
    running.start();
  }

  private void run(Session session) {
    try {
      session.run();
    } finally {
      sessions.remove(Thread.currentThread());
    }
  }

  private static String addressOf(InetSocketAddress address) {
    return address.getAddress().getHostAddress();
  }
}
