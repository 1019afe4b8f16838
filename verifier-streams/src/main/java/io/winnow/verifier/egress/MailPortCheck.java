package io.winnow.verifier.egress;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.kit.settings.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out at the start whether mail servers can be reached from here, since many networks close
 * port 25: greets some that are always there, and leaves. Says so and changes nothing; what cannot
 * be reached is unknown with or without it. Looks again as long as none answers. Safe for
 * concurrent use.
 */
public final class MailPortCheck implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MailPortCheck.class);

  public static final Setting<List<String>> HOSTS =
      Setting.list(
          "winnow.smtp.self-check-hosts",
          "gmail-smtp-in.l.google.com, outlook-com.olc.protection.outlook.com,"
              + " mta5.am0.yahoodns.net, mx01.mail.icloud.com",
          "Mail hosts that are greeted at the start, to see whether this network lets anybody"
              + " out to the mail port; empty for none.");

  /** All of them, for the docs. */
  public static final List<Setting<?>> ALL = List.of(HOSTS);

  /** How long until it is tried again while no host answers. */
  public static final Duration AGAIN = Duration.ofMinutes(10);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<String> hosts;
  private final int port;
  private final HostAddresses addresses;
  private final Duration patience;
  private final Duration again;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("winnow-mail-port").unstarted(this::run);
  private volatile State state = new State.Unknown();

  /** What is known. */
  private sealed interface State {
    /** As a number of the metric: 1 for open, 0 for closed, none before that. */
    double number();

    record Unknown() implements State {
      @Override
      public double number() {
        return Double.NaN;
      }
    }

    record Open() implements State {
      @Override
      public double number() {
        return 1;
      }
    }

    record Closed(String why) implements State {
      @Override
      public double number() {
        return 0;
      }
    }
  }

  /** Where a host is. */
  @FunctionalInterface
  public interface HostAddresses {
    /**
     * The host's addresses, at least one.
     *
     * @throws IOException when it has none, or they cannot be found
     */
    InetAddress[] of(String host) throws IOException;
  }

  /**
   * @param hosts tried one after the other until one answers
   * @param port of all of them
   */
  public MailPortCheck(List<String> hosts, int port, MeterRegistry meters) {
    this(hosts, port, InetAddress::getAllByName, PATIENCE, AGAIN, meters);
  }

  MailPortCheck(
      List<String> hosts,
      int port,
      HostAddresses addresses,
      Duration patience,
      Duration again,
      MeterRegistry meters) {
    this.hosts = List.copyOf(hosts);
    this.port = port;
    this.addresses = addresses;
    this.patience = patience;
    this.again = again;
    Gauge.builder("winnow.smtp.port.open", this, check -> check.state.number())
        .description("1 when a mail host answered the self-check, 0 when none did")
        .register(meters);
  }

  /** Begins to look, unless there are no hosts; returns at once. */
  public void start() {
    if (!hosts.isEmpty()) {
      thread.start();
    }
  }

  /** Why mail servers seem to be out of reach, for people; empty when they are not. */
  public Optional<String> trouble() {
    return state instanceof State.Closed closed ? Optional.of(closed.why) : Optional.empty();
  }

  private void run() {
    try {
      do {
        state = look();
        if (state instanceof State.Open) {
          log.info("mail servers can be reached on port {}", port);
          return;
        }
        log.warn("{}", trouble().orElse(""));
      } while (!closing.await(again.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private State look() {
    List<String> failures = new ArrayList<>();
    for (String host : hosts) {
      @Nullable String failure = failure(host);
      if (failure == null) {
        return new State.Open();
      }
      failures.add(host + ": " + failure);
    }
    return new State.Closed(
        "port %d seems to be closed here, so that mailboxes will be unknown (connect_failed); ask whoever runs this network to open it, or verify at level dns. Tried %s"
            .formatted(port, String.join("; ", failures)));
  }

  private @Nullable String failure(String host) {
    try {
      Greeting.exchange(addresses.of(host)[0], port, patience);
      return null;
    } catch (IOException e) {
      String message = e.getMessage();
      return message == null ? e.getClass().getSimpleName() : message;
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
  }
}
