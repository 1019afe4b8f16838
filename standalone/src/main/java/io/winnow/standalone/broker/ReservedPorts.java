package io.winnow.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Ports that nobody else gets until Kafka listens there, however long it takes to start. Nothing
 * listens at a reserved one: nobody is kept waiting.
 */
final class ReservedPorts implements ServerSocketFactory, AutoCloseable {
  private final InetAddress address;
  private final Map<Integer, Socket> reserved = new ConcurrentHashMap<>();

  ReservedPorts(InetAddress address) {
    this.address = address;
  }

  /**
   * Reserves one.
   *
   * @param wanted 0 for any that is free
   * @return which it is
   * @throws IOException when it is taken
   */
  int reserve(int wanted) throws IOException {
    Socket socket = new Socket();
    try {
      // connections of an earlier process may linger at a port that was chosen
      socket.setReuseAddress(wanted != 0);
      socket.bind(new InetSocketAddress(address, wanted));
    } catch (BindException e) {
      socket.close();
      throw new IOException("port " + wanted + " is taken, which the Kafka broker was to use", e);
    }
    reserved.put(socket.getLocalPort(), socket);
    return socket.getLocalPort();
  }

  /** Opens a port in the moment in which it gives up its reservation. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress place, int backlog, int receiveBuffer) throws IOException {
    Socket socket = reserved.remove(place.getPort());
    if (socket != null) {
      socket.close();
    }
    return INSTANCE.openServerSocket(listener, place, backlog, receiveBuffer);
  }

  /** Gives up all reservations. */
  @Override
  public void close() {
    for (Map.Entry<Integer, Socket> one : reserved.entrySet()) {
      try {
        one.getValue().close();
      } catch (IOException e) {
        throw new UncheckedIOException("port " + one.getKey() + " cannot be given free", e);
      }
    }
  }
}
