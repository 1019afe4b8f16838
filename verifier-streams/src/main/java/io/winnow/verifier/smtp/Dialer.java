package io.winnow.verifier.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Connects, directly or through a proxy. */
final class Dialer {
  private Dialer() {}

  private interface Way {
    void connect(Socket socket) throws IOException, WireFault;
  }

  /** A connected socket, the caller's to close. */
  static Socket dial(InetSocketAddress target, Egress egress, Deadline until) throws WireFault {
    return switch (egress) {
      case Egress.Direct _ -> connected(until, socket -> connect(socket, target, until));
      case Egress.From(InetAddress source) ->
          connected(
              until,
              socket -> {
                try {
                  socket.bind(new InetSocketAddress(source, 0));
                } catch (IOException e) {
                  throw new WireFault(
                      Failure.CONNECT_FAILED,
                      "source address " + source.getHostAddress() + ": " + Wire.detail(e),
                      e);
                }
                connect(socket, target, until);
              });
      case Egress.Socks5 proxy ->
          connected(
              until,
              socket -> {
                connectToProxy(socket, proxy, until);
                Socks5Handshake.through(socket, proxy, target);
              });
    };
  }

  private static Socket connected(Deadline until, Way way) throws WireFault {
    // JVM-wide proxies are not meant: an egress is what the operator of Winnow has set
    Socket socket = new Socket(Proxy.NO_PROXY);
    boolean connected = false;
    try (Watchdog watchdog = Watchdog.over(socket, until)) {
      try {
        socket.setTcpNoDelay(true);
        way.connect(socket);
        connected = !watchdog.fired();
      } catch (IOException e) {
        if (!watchdog.fired()) {
          throw e instanceof SocketTimeoutException
              ? new WireFault(Failure.CONNECT_TIMEOUT, "no connection in time", e)
              : new WireFault(Failure.CONNECT_FAILED, Wire.detail(e), e);
        }
      }
      if (!connected) {
        throw new WireFault(Failure.CONNECT_TIMEOUT, "no connection in time");
      }
      return socket;
    } finally {
      if (!connected) {
        closeUnconnected(socket);
      }
    }
  }

  private static void closeUnconnected(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more, closed or not
    }
  }

  private static void connect(Socket socket, InetSocketAddress address, Deadline until)
      throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(until.nanosLeft());
    if (millis < 1) {
      throw new SocketTimeoutException("no time left");
    }
    socket.connect(address, (int) Math.min(millis, Integer.MAX_VALUE));
  }

  private static void connectToProxy(Socket socket, Egress.Socks5 proxy, Deadline until)
      throws IOException, WireFault {
    InetSocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
    if (address.isUnresolved()) {
      throw new WireFault(
          Failure.CONNECT_FAILED, "proxy " + proxy.id() + ": its name has no address");
    }
    try {
      connect(socket, address, until);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      throw new WireFault(Failure.CONNECT_FAILED, "proxy " + proxy.id() + ": " + Wire.detail(e), e);
    }
  }
}
