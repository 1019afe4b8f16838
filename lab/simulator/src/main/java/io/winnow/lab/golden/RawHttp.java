package io.winnow.lab.golden;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One exchange of HTTP/1.1 over a socket, without a client that would mend anything. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /**
   * @param head status line and headers, separated by LF
   * @param body without the chunks that it may have come in
   */
  record Answer(String head, String body) {}

  /** Sends, and reads until the server closes. */
  static Answer send(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return answer(socket.getInputStream());
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.append(head.isEmpty() ? "" : "\n").append(line);
    }
    boolean chunked =
        head.toString().toLowerCase(Locale.ROOT).contains("\ntransfer-encoding: chunked");
    byte[] body = chunked ? unchunked(in) : in.readAllBytes();
    return new Answer(head.toString(), new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] unchunked(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line(in), 16);
      if (length == 0) {
        return body.toByteArray();
      }
      byte[] chunk = in.readNBytes(length);
      body.write(chunk, 0, chunk.length);
      line(in);
    }
  }

  /** A line without its CRLF. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the answer breaks off after: " + line);
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
