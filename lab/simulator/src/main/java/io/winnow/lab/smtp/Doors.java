package io.winnow.lab.smtp;

import io.winnow.lab.world.MailServer;
import io.winnow.lab.world.Trait;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The listening sockets: one for each address where something listens, all at one port. */
final class Doors implements Closeable {
  private static final int ATTEMPTS = 20;
  private static final int BACKLOG = 1_024;
  private static final int SMALLEST_BACKLOG = 1;
  private static final int MOST_TO_FILL_IT = 16;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Map<ServerSocketChannel, MailServer> open = new LinkedHashMap<>();
  private final List<Closeable> others = new ArrayList<>();
  private int port;

  private Doors(int port) {
    this.port = port;
  }

  /** With port 0, one that is free at all addresses. */
  static Doors open(Map<String, MailServer> servers, int port) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Doors doors = new Doors(port);
      try {
        for (Map.Entry<String, MailServer> server : servers.entrySet()) {
          doors.open(InetAddress.ofLiteral(server.getKey()), server.getValue());
        }
        return doors;
      } catch (BindException taken) {
        doors.close();
        if (port != 0 || attempt == ATTEMPTS) {
          throw taken;
        }
      } catch (IOException failed) {
        doors.close();
        throw failed;
      }
    }
  }

  int port() {
    return port;
  }

  /** Those where connections are taken in. */
  Map<ServerSocketChannel, MailServer> open() {
    return open;
  }

  /** The next one that waits before a door, if it still does. */
  static @Nullable SocketChannel accept(SelectionKey door) throws IOException {
    return ((ServerSocketChannel) door.channel()).accept();
  }

  @Override
  public void close() throws IOException {
    for (Closeable other : others) {
      other.close();
    }
    for (ServerSocketChannel door : open.keySet()) {
      door.close();
    }
  }

  private void open(InetAddress address, MailServer server) throws IOException {
    if (server.is(Trait.REFUSES_CONNECTIONS)) {
      return;
    }
    ServerSocketChannel door = ServerSocketChannel.open();
    boolean full = server.is(Trait.BACKLOG_FULL);
    if (full) {
      others.add(door);
    } else {
      open.put(door, server);
    }
    door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    door.bind(new InetSocketAddress(address, port), full ? SMALLEST_BACKLOG : BACKLOG);
    door.configureBlocking(false);
    InetSocketAddress bound = (InetSocketAddress) door.getLocalAddress();
    port = bound.getPort();
    if (full) {
      fill(bound);
    }
  }

  /** Nobody is ever let in there; when no more can wait, the system ignores who comes. */
  private void fill(InetSocketAddress door) throws IOException {
    for (int i = 0; i < MOST_TO_FILL_IT; i++) {
      SocketChannel waiting = SocketChannel.open();
      others.add(waiting);
      waiting.configureBlocking(false);
      if (!waiting.connect(door) && !comesAbout(waiting)) {
        return;
      }
    }
    throw new IOException("no end of connections can wait at " + door);
  }

  private static boolean comesAbout(SocketChannel connection) throws IOException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE_NANOS) {
      if (connection.finishConnect()) {
        return true;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return false;
  }
}
