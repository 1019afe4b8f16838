package io.winnow.verifier.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server on loopback that does what a test tells it, also what no server should. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Script script;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> chunks = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final AtomicInteger connections = new AtomicInteger();

  /** What to do with a connection; it is closed afterwards. */
  interface Script {
    void talk(Talk talk) throws IOException, InterruptedException;
  }

  ScriptedServer(Script script) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.talk(new Talk(socket));
    } catch (IOException e) {
      // the client has had enough, as some tests want it to
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
  }

  Target target() {
    return new Target(address(), "mx.example");
  }

  /** The commands of all connections. */
  List<String> lines() {
    return lines;
  }

  /** What arrived together, of all connections. */
  List<String> chunks() {
    return chunks;
  }

  /** All that ever arrived in plain text. */
  byte[] octets() {
    synchronized (octets) {
      return octets.toByteArray();
    }
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    stopped.countDown();
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** One connection, seen from the server. */
  final class Talk {
    private final Socket raw;
    private Socket socket;
    private final StringBuilder unread = new StringBuilder();

    Talk(Socket socket) {
      this.raw = socket;
      this.socket = socket;
    }

    void say(String reply) throws IOException {
      octets((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void octets(byte... bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    InetAddress client() {
      return raw.getInetAddress();
    }

    /** Past TLS. */
    void rawOctets(byte... bytes) throws IOException {
      raw.getOutputStream().write(bytes);
    }

    /** So many octets as they are. */
    byte[] read(int count) throws IOException {
      return socket.getInputStream().readNBytes(count);
    }

    /** The next line; null when the client is gone. */
    @Nullable String line() throws IOException {
      int end = unread.indexOf("\r\n");
      while (end < 0) {
        byte[] chunk = new byte[64 * 1024];
        InputStream in = socket.getInputStream();
        int length = in.read(chunk);
        if (length < 0) {
          return null;
        }
        synchronized (octets) {
          octets.write(chunk, 0, length);
        }
        // one char for each octet, as the wire has it
        String text = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
        chunks.add(text);
        unread.append(text);
        end = unread.indexOf("\r\n");
      }
      String line =
          new String(
              unread.substring(0, end).getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8);
      unread.delete(0, end + 2);
      lines.add(line);
      return line;
    }

    /** Sends these again and again, slowly, until the test is over or the client is gone. */
    void dripRaw(String text) throws IOException, InterruptedException {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      while (!stopped.await(20, TimeUnit.MILLISECONDS)) {
        rawOctets(bytes);
      }
    }

    /** Says nothing, until the test is over. */
    void fallSilent() throws InterruptedException {
      stopped.await();
    }

    void startTls(SSLContext context) throws IOException {
      SSLSocket encrypted =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
      encrypted.setUseClientMode(false);
      encrypted.startHandshake();
      socket = encrypted;
    }

    /** Answers commands until the client is gone. A reply may hold several lines, or none. */
    void answer(Function<String, String> replies) throws IOException {
      for (String line = line(); line != null; line = line()) {
        String reply = replies.apply(line);
        if (!reply.isEmpty()) {
          say(reply);
        }
        if (reply.startsWith("421") || reply.startsWith("221")) {
          return;
        }
      }
    }
  }

  /** What a sound server says, which knows everybody but {@code nobody…}. */
  static String sound(String line, String... extensions) {
    return switch (verb(line)) {
      case "EHLO" -> ehlo(extensions);
      case "HELO", "MAIL", "RSET" -> "250 ok";
      case "RCPT" -> line.contains("<nobody") ? "550 5.1.1 no such user" : "250 2.1.5 ok";
      case "QUIT" -> "221 bye";
      default -> "502 unknown";
    };
  }

  private static String ehlo(String... extensions) {
    StringBuilder reply = new StringBuilder("250");
    String text = "mx.example greets";
    for (String extension : extensions) {
      reply.append('-').append(text).append("\r\n250");
      text = extension;
    }
    return reply.append(' ').append(text).toString();
  }

  static String verb(String line) {
    int end = line.indexOf(' ');
    return (end < 0 ? line : line.substring(0, end)).toUpperCase(Locale.ROOT);
  }
}
