package io.winnow.sink.webhooks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Who is told: takes requests and answers each with what it is given, whatever that is. */
final class Receiver implements AutoCloseable {
  /** What a receiver does with one connection when it has read a request. */
  interface Behaviour {
    void answer(OutputStream out) throws IOException;
  }

  final List<List<String>> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket server;
  private final Behaviour behaviour;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  Receiver(String address, Behaviour behaviour) throws IOException {
    this(address, 0, behaviour);
  }

  Receiver(String address, int port, Behaviour behaviour) throws IOException {
    this.server = new ServerSocket(port, 50, InetAddress.ofLiteral(address));
    this.behaviour = behaviour;
    var _ = Thread.ofVirtual().start(this::accept);
  }

  /**
   * Begins with the one text and goes on with the other without end.
   *
   * @param pauseNanos before each time
   * @param left counted down when its client has gone
   */
  static Receiver endless(String first, String again, long pauseNanos, CountDownLatch left)
      throws IOException {
    return new Receiver(
        "127.0.0.2",
        out -> {
          try {
            out.write(first.getBytes(StandardCharsets.US_ASCII));
            while (true) {
              out.write(again.getBytes(StandardCharsets.US_ASCII));
              LockSupport.parkNanos(pauseNanos);
            }
          } finally {
            left.countDown();
          }
        });
  }

  static Receiver answering(String text) throws IOException {
    return new Receiver("127.0.0.2", out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://%s:%d/hook?x=1".formatted(server.getInetAddress().getHostAddress(), port());
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        var _ = Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> request = new ArrayList<>();
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        request.add(line);
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
          length = Integer.parseInt(line.substring("content-length: ".length()));
        }
      }
      StringBuilder body = new StringBuilder();
      while (body.length() < length) {
        body.append((char) in.read());
      }
      request.add(body.toString());
      requests.add(request);
      behaviour.answer(socket.getOutputStream());
    } catch (IOException e) {
      // the client has enough
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
