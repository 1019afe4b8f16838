package io.winnow.lab.dns;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/** A port for UDP and the same one for TCP, neither blocking. */
record Sockets(DatagramChannel udp, ServerSocketChannel tcp) implements Closeable {
  private static final int ATTEMPTS = 50;
  private static final int BACKLOG = 1_024;
  private static final int RECEIVE_BUFFER = 4 << 20;

  /** With port 0, one that is free for both. */
  static Sockets bind(InetSocketAddress address) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return bindOnce(address);
      } catch (BindException taken) {
        if (address.getPort() != 0 || attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (udp) {
      tcp.close();
    }
  }

  private static Sockets bindOnce(InetSocketAddress address) throws IOException {
    Sockets sockets = new Sockets(DatagramChannel.open(), ServerSocketChannel.open());
    try {
      sockets.bindBoth(address);
      return sockets;
    } catch (IOException failed) {
      sockets.close();
      throw failed;
    }
  }

  private void bindBoth(InetSocketAddress address) throws IOException {
    tcp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    tcp.bind(address, BACKLOG).configureBlocking(false);
    udp.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    udp.bind(tcp.getLocalAddress()).configureBlocking(false);
  }
}
