package io.winnow.verifier.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Commands out, replies in, each with an end by the wall clock. After a fault nothing more works.
 * For one thread at a time, but for {@link #close()}.
 */
final class Wire implements AutoCloseable {
  /** How long the rest of something that nobody asked for may take. */
  private static final Duration UNSOLICITED = Duration.ofSeconds(2);

  private final Socket raw;
  private final Transcript transcript;
  private OutputStream out;
  private ReplyReader replies;

  /** A connected socket, which is this one's from now on. */
  Wire(Socket raw, Transcript transcript) throws IOException {
    this.raw = raw;
    this.transcript = transcript;
    this.out = raw.getOutputStream();
    this.replies = new ReplyReader(raw.getInputStream(), transcript);
  }

  /** Our own end; null when it is closed. */
  @Nullable InetAddress localAddress() {
    return raw.isClosed() ? null : raw.getLocalAddress();
  }

  private interface Io<T> {
    T run() throws IOException;
  }

  /** Runs what may take until then; the socket is closed when it takes longer. */
  private <T> T bounded(Deadline until, Io<T> io) throws WireFault {
    if (until.passed()) {
      close();
      throw new WireFault(Failure.SMTP_TIMEOUT, "no time left");
    }
    try (Watchdog watchdog = Watchdog.over(raw, until)) {
      try {
        return io.run();
      } catch (IOException e) {
        close();
        throw watchdog.fired()
            ? new WireFault(Failure.SMTP_TIMEOUT, "no answer in time", e)
            : new WireFault(Failure.CONNECTION_DROPPED, detail(e), e);
      }
    }
  }

  static String detail(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : Printable.of(message);
  }

  /** Sends the commands at once. */
  void send(List<Command> commands, Deadline until) throws WireFault {
    SmtpReply unsolicited = unsolicited(until);
    if (unsolicited != null) {
      close();
      throw new WireFault(
          unsolicited.closing() ? Failure.CONNECTION_DROPPED : Failure.PROTOCOL_ERROR,
          "a reply that nobody asked for: " + unsolicited.brief());
    }
    StringBuilder lines = new StringBuilder();
    for (Command command : commands) {
      transcript.add(Transcript.Direction.CLIENT, command.line());
      lines.append(command.line()).append("\r\n");
    }
    byte[] octets = lines.toString().getBytes(StandardCharsets.UTF_8);
    var _ =
        bounded(
            until,
            () -> {
              try {
                out.write(octets);
                out.flush();
              } catch (IOException e) {
                if (raw.isClosed()) {
                  throw e;
                }
                // what the server said before it hung up is still to be read
              }
              return octets;
            });
  }

  /** The next reply, never one with code 0. */
  SmtpReply receive(Deadline until) throws WireFault {
    SmtpReply reply = bounded(until, () -> replies.read());
    if (reply.code() == 0) {
      close();
      throw new WireFault(Failure.PROTOCOL_ERROR, "not a reply: " + reply.text());
    }
    return reply;
  }

  /**
   * What has come beyond the replies to all commands; code 0 when it is none. Whoever went on after
   * it would take each reply for that to another command.
   */
  @Nullable SmtpReply unsolicited(Deadline until) throws WireFault {
    boolean unread;
    try {
      unread = replies.hasUnread();
    } catch (IOException e) {
      close();
      throw new WireFault(Failure.CONNECTION_DROPPED, detail(e), e);
    }
    return unread ? bounded(until.atMost(UNSOLICITED), () -> replies.read()) : null;
  }

  /**
   * Begins TLS, after the server has agreed to it.
   *
   * @param host for SNI
   */
  void startTls(String host, Deadline until) throws WireFault {
    if (replies.hasBuffered()) {
      close();
      // somebody could slip replies in before the encryption, to be believed behind it
      throw new WireFault(Failure.PROTOCOL_ERROR, "octets between STARTTLS and the handshake");
    }
    if (until.passed()) {
      close();
      throw new WireFault(Failure.SMTP_TIMEOUT, "no time left");
    }
    try (Watchdog watchdog = Watchdog.over(raw, until)) {
      try {
        SSLSocket encrypted = AnyCertificate.over(raw, host);
        encrypted.startHandshake();
        String description = description(encrypted.getSession());
        out = encrypted.getOutputStream();
        replies = new ReplyReader(encrypted.getInputStream(), transcript);
        transcript.add(Transcript.Direction.NOTE, description);
      } catch (IOException e) {
        close();
        throw new WireFault(
            Failure.TLS_FAILED, watchdog.fired() ? "no handshake in time" : detail(e), e);
      }
    }
  }

  /** What the server showed. Nothing of it is verified: mail hosts rarely could be. */
  private static String description(SSLSession session) throws SSLPeerUnverifiedException {
    if (!(session.getPeerCertificates()[0] instanceof X509Certificate certificate)) {
      throw new SSLPeerUnverifiedException("a certificate that is not of X.509");
    }
    return "%s %s, certificate of %s until %s"
        .formatted(
            session.getProtocol(),
            session.getCipherSuite(),
            Printable.of(certificate.getSubjectX500Principal().getName()),
            certificate.getNotAfter().toInstant());
  }

  /** Closes the connection without a word, also in the middle of what another thread does. */
  @Override
  public void close() {
    try {
      // not by TLS, which would want to say goodbye and to be answered
      raw.close();
    } catch (IOException e) {
      // it is of no use any more, closed or not
    }
  }
}
