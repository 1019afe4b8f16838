package io.winnow.lab.smtp;

import io.winnow.lab.LabWorld;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Speaks SMTP as a person at a terminal would. */
final class SmtpClient implements AutoCloseable {
  static final String SENDER = "verify@winnow.example";
  private static final int PATIENCE_MILLIS = 20_000;

  private Socket socket;
  private InputStream in;
  private OutputStream out;

  private SmtpClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** To the domain's first mail host. */
  static SmtpClient connect(LabWorld lab, String domain) throws IOException {
    return connectToHost(lab, lab.world().hostsOf(domain).getFirst());
  }

  static SmtpClient connectToHost(LabWorld lab, String host) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(
          new InetSocketAddress(
              InetAddress.ofLiteral(lab.world().addressesOf(host).getFirst()), lab.smtpPort()),
          500);
      return new SmtpClient(socket);
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  /** Connected and past banner, EHLO and MAIL. */
  static SmtpClient ready(LabWorld lab, String domain) throws IOException {
    SmtpClient client = connect(lab, domain);
    client.reply();
    client.ask("EHLO client.winnow.example");
    client.mail();
    return client;
  }

  String mail() throws IOException {
    return ask("MAIL FROM:<" + SENDER + ">");
  }

  String rcpt(String recipient) throws IOException {
    return ask("RCPT TO:<" + recipient + ">");
  }

  String ask(String command) throws IOException {
    send(command + "\r\n");
    return reply();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] octets) throws IOException {
    out.write(octets);
    out.flush();
  }

  /** All lines of it, parted by LF. */
  String reply() throws IOException {
    StringBuilder reply = new StringBuilder();
    String line = line();
    while (line.length() > 3 && line.charAt(3) == '-') {
      reply.append(line).append('\n');
      line = line();
    }
    return reply.append(line).toString();
  }

  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int octet;
    while ((octet = in.read()) != '\n') {
      if (octet < 0) {
        throw new EOFException("hung up after '" + line + "'");
      }
      line.append((char) octet);
    }
    return line.toString().replaceFirst("\r$", "");
  }

  char octet() throws IOException {
    return (char) in.read();
  }

  /** Whether the server has closed the connection, or does so soon. */
  boolean isHungUp() throws IOException {
    return in.read() < 0;
  }

  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** After the server has said that it is ready for it. */
  void startTls() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      SSLSocket secure =
          (SSLSocket) context.getSocketFactory().createSocket(socket, "lab", 25, true);
      secure.startHandshake();
      socket = secure;
      in = secure.getInputStream();
      out = secure.getOutputStream();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
