package io.winnow.lab.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A SOCKS 5 proxy (RFC 1928) without a login that connects to whatever IPv4 address on loopback it
 * is told, so that clients in other containers reach the simulated mail servers. Safe for
 * concurrent use.
 */
public final class ForwardingProxy implements AutoCloseable {
  private static final byte[] NO_LOGIN = {5, 0};
  private static final byte[] CONNECTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  private static final byte[] REFUSED = {5, 5, 0, 1, 0, 0, 0, 0, 0, 0};

  private final ServerSocket listening;
  private final InetAddress source;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong inquiries = new AtomicLong();

  /** On loopback, at any free port. */
  public static ForwardingProxy onLoopback(String source) {
    return new ForwardingProxy(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InetAddress.ofLiteral(source));
  }

  /**
   * Listens as soon as this returns.
   *
   * @param bind where it listens; port 0 means any free one
   * @param source whence it connects
   * @throws UncheckedIOException when the port cannot be had; it says which
   */
  public ForwardingProxy(InetSocketAddress bind, InetAddress source) {
    this.source = source;
    try {
      this.listening = new ServerSocket(bind.getPort(), 1_024, bind.getAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on %s: %s".formatted(bind, e.getMessage()), e);
    }
    Thread.ofVirtual().name("winnow-lab-proxy").start(this::accept);
  }

  /** As clients on this machine call it. */
  public String url() {
    return "socks5://127.0.0.1:" + listening.getLocalPort();
  }

  /** How often it was told to connect. */
  public long inquiries() {
    return inquiries.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket()) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      in.readFully(new byte[3]);
      out.write(NO_LOGIN);
      in.readFully(new byte[4]);
      byte[] address = new byte[4];
      in.readFully(address);
      InetSocketAddress target =
          new InetSocketAddress(InetAddress.getByAddress(address), in.readUnsignedShort());
      inquiries.incrementAndGet();
      if (!target.getAddress().isLoopbackAddress()) {
        out.write(REFUSED);
        return;
      }
      server.bind(new InetSocketAddress(source, 0));
      try {
        server.connect(target);
      } catch (IOException e) {
        out.write(REFUSED);
        return;
      }
      out.write(CONNECTED);
      Thread back = Thread.ofVirtual().start(() -> copy(server, client));
      copy(client, server);
      back.join();
    } catch (IOException e) {
      // either end has had enough
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /** When one end is closed, so is the other. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // closed by the other direction
    }
  }

  /** Ends all that goes through it. */
  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
