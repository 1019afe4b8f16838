package io.winnow.verifier.lanes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.reply.ReplyContext;
import io.winnow.verifier.resolve.DnsFailure;
import io.winnow.verifier.resolve.HostAddresses;
import io.winnow.verifier.smtp.Deadline;
import io.winnow.verifier.smtp.Egress;
import io.winnow.verifier.smtp.Failure;
import io.winnow.verifier.smtp.Opened;
import io.winnow.verifier.smtp.SmtpConnection;
import io.winnow.verifier.smtp.StartTls;
import io.winnow.verifier.smtp.Step;
import io.winnow.verifier.smtp.Target;
import io.winnow.verifier.smtp.Transcript;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections over SMTP, each on a virtual thread of its own, which lives as long as the connection
 * does. To abort one is to interrupt its thread, which closes the socket wherever it is.
 */
final class SmtpDialler implements Dialler {
  private static final Logger log = LoggerFactory.getLogger(SmtpDialler.class);

  /** Addresses of one host that are tried. */
  private static final int MOST_ADDRESSES = 2;

  /** How long a host whose TLS is broken is not offered any. */
  private static final Duration PLAIN_FOR = Duration.ofHours(1);

  private static final int MOST_PLAIN = 10_000;

  private final MailServers servers;
  private final OperatorTable operators;
  private final Cache<String, Boolean> brokenTls =
      Caffeine.newBuilder()
          .maximumSize(MOST_PLAIN)
          .expireAfterWrite(PLAIN_FOR)
          .executor(Runnable::run)
          .build();

  SmtpDialler(MailServers servers, OperatorTable operators) {
    this.servers = servers;
    this.operators = operators;
  }

  @Override
  public Dialled dial(Way way, Listener listener) {
    Thread thread =
        Thread.ofVirtual().name("winnow-smtp-" + way.host()).start(() -> run(way, listener));
    return thread::interrupt;
  }

  private void run(Way way, Listener listener) {
    try {
      HostAddresses addresses = addresses(way.host());
      switch (addresses) {
        case HostAddresses.Found found -> connect(way, found.addresses(), listener);
        case HostAddresses.None _ ->
            listener.notReady(silence(Reason.CONNECT_FAILED), false, List.of());
        case HostAddresses.Unanswered(DnsFailure failure) ->
            listener.notReady(
                silence(
                    switch (failure) {
                      case TIMEOUT -> Reason.DNS_TIMEOUT;
                      case SERVER_FAILURE -> Reason.DNS_SERVFAIL;
                    }),
                false,
                List.of());
      }
    } catch (InterruptedException _) {
      // aborted: nobody listens but for the end
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      log.error("asking {} failed", way.host(), e);
      throw e;
    } finally {
      listener.ended();
    }
  }

  private static Heard silence(Reason reason) {
    return new Heard.Silence(SmtpStage.CONNECT, reason);
  }

  private HostAddresses addresses(String host) throws InterruptedException {
    try {
      return servers
          .addressesOf(host)
          .get(servers.settings().sessionDeadline().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return new HostAddresses.Unanswered(DnsFailure.TIMEOUT);
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking up " + host + " failed", e.getCause());
    }
  }

  private void connect(Way way, List<InetAddress> addresses, Listener listener)
      throws InterruptedException {
    Egress egress = servers.egress(way.egress());
    List<InetAddress> reachable =
        addresses.stream().filter(egress::canReach).limit(MOST_ADDRESSES).toList();
    if (reachable.isEmpty()) {
      listener.notReady(silence(Reason.CONNECT_FAILED), false, List.of());
      return;
    }
    StartTls startTls = startTls(way.host());
    Deadline deadline = Deadline.after(servers.settings().sessionDeadline());
    Opened opened = open(way.host(), reachable.getFirst(), egress, startTls, deadline);
    for (InetAddress address : reachable.subList(1, reachable.size())) {
      if (!neverStood(opened)) {
        break;
      }
      opened = open(way.host(), address, egress, startTls, deadline);
    }
    if (Thread.interrupted()) {
      if (opened instanceof Opened.Ready(SmtpConnection connection)) {
        connection.close();
      }
      throw new InterruptedException();
    }
    ReplyContext context = context(way, egress, opened);
    switch (opened) {
      case Opened.Ready(SmtpConnection connection) -> serve(connection, context, listener);
      case Opened.NotReady(Step step, Transcript transcript) ->
          listener.notReady(
              Hearing.of(step, context),
              withoutTls(way.host(), step, startTls),
              transcript.lines().stream().map(Transcript.Line::toString).toList());
    }
  }

  private ReplyContext context(Way way, Egress egress, Opened opened) {
    @Nullable InetAddress own =
        switch (egress) {
          case Egress.From(InetAddress source) -> source;
          case Egress.Direct _ ->
              opened instanceof Opened.Ready(SmtpConnection connection)
                  ? connection.localAddress()
                  : null;
          case Egress.Socks5 _ -> null;
        };
    return new ReplyContext(
        "",
        servers.identity().heloName(),
        own == null ? null : own.getHostAddress(),
        operators.nameFor(way.host()));
  }

  private StartTls startTls(String host) {
    StartTls wanted = servers.settings().startTls();
    boolean broken = brokenTls.getIfPresent(host) != null;
    return wanted == StartTls.OPPORTUNISTIC && broken ? StartTls.OFF : wanted;
  }

  private Opened open(
      String host, InetAddress address, Egress egress, StartTls startTls, Deadline deadline) {
    return SmtpConnection.open(
        new Target(new InetSocketAddress(address, servers.settings().port()), host),
        servers.identity(),
        egress,
        startTls,
        servers.settings().timeouts(),
        deadline);
  }

  private static boolean neverStood(Opened opened) {
    return opened instanceof Opened.NotReady(Step.Failed(var stage, var failure, _), _)
        && stage == SmtpStage.CONNECT
        && (failure == Failure.CONNECT_FAILED || failure == Failure.CONNECT_TIMEOUT)
        && !Thread.currentThread().isInterrupted();
  }

  /** Whether it was only the encryption that failed, which may be left out. */
  private boolean withoutTls(String host, Step step, StartTls startTls) {
    boolean may =
        startTls == StartTls.OPPORTUNISTIC
            && step instanceof Step.Failed(_, Failure failure, _)
            && failure == Failure.TLS_FAILED;
    if (may) {
      brokenTls.put(host, true);
    }
    return may;
  }

  private void serve(SmtpConnection connection, ReplyContext context, Listener listener)
      throws InterruptedException {
    try (connection) {
      SmtpSession session =
          new SmtpSession(connection, context, servers.settings().sessionDeadline());
      listener.ready(session);
      session.serve();
    }
  }
}
