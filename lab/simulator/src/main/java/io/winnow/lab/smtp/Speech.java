package io.winnow.lab.smtp;

import io.winnow.lab.world.MailServer;
import io.winnow.lab.world.Trait;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How a server sends what it has to say: at once, late, or octet by octet. */
final class Speech {
  private static final Duration BANNER_DELAY = Duration.ofSeconds(20);
  private static final Duration TARPIT_DELAY = Duration.ofSeconds(5);
  private static final Duration DRIP = Duration.ofMillis(200);

  private final SmtpOptions options;
  private final MailServer server;
  private OutputStream out;

  Speech(SmtpOptions options, MailServer server, OutputStream out) {
    this.options = options;
    this.server = server;
    this.out = out;
  }

  /** From now on it is sent there. */
  void through(OutputStream other) {
    out = other;
  }

  void waitForBanner() throws IOException {
    if (server.is(Trait.DELAYS_BANNER)) {
      pause(scaled(BANNER_DELAY));
    }
  }

  /**
   * @param lines parted by LF
   */
  void say(String lines) throws IOException {
    pause(options.latency());
    if (server.is(Trait.TARPIT)) {
      pause(scaled(TARPIT_DELAY));
    }
    send(lines.replace("\n", "\r\n") + "\r\n");
  }

  /** As it is. */
  void send(String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    if (!server.is(Trait.DRIPS)) {
      out.write(octets);
      out.flush();
      return;
    }
    for (byte octet : octets) {
      pause(scaled(DRIP));
      out.write(octet);
      out.flush();
    }
  }

  /** Until the client has had enough. It is no faster than in life, so that no line gets long. */
  void dripWithoutEnd() throws IOException {
    while (true) {
      out.write('2');
      out.flush();
      pause(DRIP);
    }
  }

  private Duration scaled(Duration inLife) {
    return Duration.ofNanos((long) (inLife.toNanos() * options.slowness()));
  }

  private static void pause(Duration duration) throws IOException {
    if (duration.isZero()) {
      return;
    }
    try {
      Thread.sleep(duration);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopping);
    }
  }
}
