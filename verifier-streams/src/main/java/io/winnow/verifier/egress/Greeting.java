package io.winnow.verifier.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls on a mail server, hears its banner, and takes leave (RFC 5321, section 3.1). */
final class Greeting {
  private static final int MOST_BYTES = 1_024;

  private Greeting() {}

  /**
   * @throws IOException when the server cannot be reached, or what answers is none
   */
  static void exchange(InetAddress address, int port, Duration patience) throws IOException {
    int millis = Math.toIntExact(patience.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), millis);
      socket.setSoTimeout(millis);
      requireReply(socket.getInputStream());
      socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Any reply will do, also one that wants nothing of us: the port is open. */
  private static void requireReply(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.append((char) next).length() > MOST_BYTES) {
        break;
      }
    }
    if (!line.toString().matches("(?s)[2-5]\\d\\d\\b.*")) {
      throw new IOException("what answers is no mail server");
    }
  }
}
