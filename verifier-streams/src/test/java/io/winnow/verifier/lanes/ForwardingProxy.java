package io.winnow.verifier.lanes;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A SOCKS 5 proxy (RFC 1928) on loopback that connects to whatever IPv4 address it is told. */
final class ForwardingProxy implements AutoCloseable {
  private static final byte[] NO_LOGIN = {5, 0};
  private static final byte[] CONNECTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  private static final byte[] REFUSED = {5, 5, 0, 1, 0, 0, 0, 0, 0, 0};

  private final ServerSocket listening;
  private final InetAddress source;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> targets = new CopyOnWriteArrayList<>();

  /**
   * @param source whence it connects
   */
  ForwardingProxy(String source) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.source = InetAddress.ofLiteral(source);
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "socks5://127.0.0.1:" + listening.getLocalPort();
  }

  /** What it was told to connect to. */
  List<InetSocketAddress> targets() {
    return targets;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket()) {
      open.add(server);
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      in.readFully(new byte[3]);
      out.write(NO_LOGIN);
      in.readFully(new byte[4]);
      byte[] address = new byte[4];
      in.readFully(address);
      InetSocketAddress target =
          new InetSocketAddress(InetAddress.getByAddress(address), in.readUnsignedShort());
      targets.add(target);
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

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
