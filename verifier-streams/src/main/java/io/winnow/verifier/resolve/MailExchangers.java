package io.winnow.verifier.resolve;

import io.winnow.verifier.resolve.SingleFlightCache.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Finds where the mail of a domain goes. One cache for the whole process, with a single flight per
 * name; what could not be learnt is kept for seconds only. Safe for concurrent use.
 */
public final class MailExchangers {
  /** Exchangers of one domain that a route names. */
  private static final int MAX_HOSTS = 5;

  /** Exchangers that are looked at until one can be reached; some domains publish hundreds. */
  private static final int MAX_LOOKED_AT = 20;

  /** Letters, digits, hyphens, and underscores, which some really have. */
  private static final Pattern HOST_NAME =
      Pattern.compile("(?!-)[a-z0-9_-]+(\\.(?!-)[a-z0-9_-]+)*");

  private final DnsClient dns;
  private final ResolveSettings settings;
  private final SingleFlightCache<Route> routes;
  private final SingleFlightCache<Reach> hosts;

  /** Whether a host can be connected to. */
  private enum Reach {
    PUBLIC,
    PRIVATE_ONLY,
    NO_ADDRESS,
    NO_SUCH_NAME,
    TIMEOUT,
    SERVER_FAILURE;

    boolean unknown() {
      return this == TIMEOUT || this == SERVER_FAILURE;
    }
  }

  public MailExchangers(ResolveSettings settings, Executor executor) {
    this.settings = settings;
    this.dns =
        new DnsClient(
            settings.servers(),
            settings.timeout(),
            settings.tries(),
            settings.concurrency(),
            executor);
    this.routes = new SingleFlightCache<>(settings.cacheSize(), executor, this::find);
    this.hosts = new SingleFlightCache<>(settings.cacheSize(), executor, this::findReach);
  }

  /**
   * The route for a domain; completed already when it is known. Never completes exceptionally.
   *
   * @param domain in lower-case A-labels
   */
  public CompletableFuture<Route> of(String domain) {
    CompletableFuture<Route> route = routes.get(domain);
    // others may wait for the same answer: whoever gives up must not take it from them
    return route.isDone() ? route : route.copy();
  }

  private CompletionStage<Answer<Route>> find(String domain) {
    Name name;
    try {
      name = Name.fromString(domain + ".");
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a domain name: " + domain, e);
    }
    return dns.ask(name, Type.MX)
        .thenCompose(
            answer ->
                switch (answer) {
                  case DnsAnswer.Records found -> exchangers(found);
                  case DnsAnswer.NoData nothing -> implicit(domain, nothing.ttl());
                  case DnsAnswer.NoSuchName none -> known(new Route.DomainNotFound(), none.ttl());
                  case DnsAnswer.Failed failed -> unknown(failed.failure());
                });
  }

  private CompletionStage<Answer<Route>> exchangers(DnsAnswer.Records found) {
    List<MXRecord> exchangers = found.records().stream().map(MXRecord.class::cast).toList();
    if (exchangers.size() == 1 && exchangers.getFirst().getTarget().equals(Name.root)) {
      return known(new Route.NullMx(), found.ttl());
    }
    List<String> targets =
        exchangers.stream()
            // SMTP could not use another name, and evidence must not carry whatever somebody wrote
            .filter(exchanger -> HOST_NAME.matcher(hostName(exchanger.getTarget())).matches())
            // a sender would shuffle equals; evidence wants the same order every time
            .sorted(
                Comparator.comparingInt(MXRecord::getPriority)
                    .thenComparing(exchanger -> hostName(exchanger.getTarget())))
            .map(exchanger -> hostName(exchanger.getTarget()))
            .distinct()
            .toList();
    return firstReachable(targets, 0, Reach.NO_ADDRESS)
        .thenCompose(
            reach ->
                route(
                    reach,
                    targets.subList(0, Math.min(MAX_HOSTS, targets.size())),
                    false,
                    found.ttl()));
  }

  private CompletionStage<Answer<Route>> implicit(String domain, Duration ttl) {
    return reach(domain).thenCompose(reach -> route(reach, List.of(domain), true, ttl));
  }

  private CompletionStage<Answer<Route>> route(
      Reach reach, List<String> targets, boolean implicit, Duration ttl) {
    return switch (reach) {
      case PUBLIC -> known(new Route.MailHosts(targets, implicit), ttl);
      case PRIVATE_ONLY -> known(new Route.NoMailServer(Route.Lack.ONLY_PRIVATE_ADDRESSES), ttl);
      case NO_ADDRESS, NO_SUCH_NAME ->
          known(
              new Route.NoMailServer(
                  implicit ? Route.Lack.NOTHING_PUBLISHED : Route.Lack.UNRESOLVABLE_EXCHANGERS),
              ttl);
      case TIMEOUT -> unknown(DnsFailure.TIMEOUT);
      case SERVER_FAILURE -> unknown(DnsFailure.SERVER_FAILURE);
    };
  }

  /**
   * One reachable host is enough. Where there is none, a host of which nothing was learnt decides,
   * since it might be reachable; then private addresses, then none at all.
   */
  private CompletionStage<Reach> firstReachable(List<String> targets, int index, Reach sofar) {
    if (index == targets.size()) {
      return CompletableFuture.completedStage(sofar);
    }
    if (index == MAX_LOOKED_AT) {
      // the rest might be reachable: not knowing is no reason to say that nobody is there
      return CompletableFuture.completedStage(Reach.SERVER_FAILURE);
    }
    return reach(targets.get(index))
        .thenCompose(
            reach -> {
              if (reach == Reach.PUBLIC) {
                return CompletableFuture.completedStage(reach);
              }
              boolean tellsMore = reach.unknown() || reach == Reach.PRIVATE_ONLY;
              return firstReachable(
                  targets, index + 1, tellsMore && !sofar.unknown() ? reach : sofar);
            });
  }

  private CompletionStage<Reach> reach(String host) {
    return hosts.get(host);
  }

  private CompletionStage<Answer<Reach>> findReach(String host) {
    Name name;
    try {
      name = Name.fromString(host + ".");
    } catch (TextParseException _) {
      // whatever the exchanger's owner wrote there, it is no name that could have an address
      return CompletableFuture.completedStage(
          new Answer<>(Reach.NO_SUCH_NAME, settings.leastTtl()));
    }
    return dns.ask(name, Type.A)
        .thenCompose(
            ipv4 ->
                switch (reach(ipv4)) {
                  case Answer<Reach> known when known.value() == Reach.PUBLIC ->
                      CompletableFuture.completedStage(known);
                  case Answer<Reach> known ->
                      dns.ask(name, Type.AAAA).thenApply(ipv6 -> better(reach(ipv6), known));
                });
  }

  private static Answer<Reach> better(Answer<Reach> ipv6, Answer<Reach> ipv4) {
    return Stream.of(ipv4, ipv6)
        .min(
            Comparator.comparingInt(
                cached ->
                    switch (cached.value()) {
                      case PUBLIC -> 0;
                      case TIMEOUT, SERVER_FAILURE -> 1;
                      case PRIVATE_ONLY -> 2;
                      case NO_ADDRESS, NO_SUCH_NAME -> 3;
                    }))
        .orElse(ipv4);
  }

  private Answer<Reach> reach(DnsAnswer answer) {
    return switch (answer) {
      case DnsAnswer.Records found ->
          new Answer<>(
              found.records().stream().anyMatch(this::connectable)
                  ? Reach.PUBLIC
                  : Reach.PRIVATE_ONLY,
              bounded(found.ttl()));
      case DnsAnswer.NoData nothing -> new Answer<>(Reach.NO_ADDRESS, bounded(nothing.ttl()));
      case DnsAnswer.NoSuchName none -> new Answer<>(Reach.NO_SUCH_NAME, bounded(none.ttl()));
      case DnsAnswer.Failed(DnsFailure failure) ->
          new Answer<>(
              switch (failure) {
                case TIMEOUT -> Reach.TIMEOUT;
                case SERVER_FAILURE -> Reach.SERVER_FAILURE;
              },
              settings.failureTtl());
    };
  }

  private boolean connectable(Record record) {
    InetAddress address =
        switch (record) {
          case ARecord ipv4 -> ipv4.getAddress();
          case AAAARecord ipv6 -> ipv6.getAddress();
          default -> throw new IllegalStateException("not an address record: " + record);
        };
    return settings.allowPrivateTargets() || PublicAddresses.contain(address);
  }

  private static String hostName(Name name) {
    return name.canonicalize().toString(true);
  }

  private CompletionStage<Answer<Route>> known(Route route, Duration ttl) {
    return CompletableFuture.completedStage(new Answer<>(route, bounded(ttl)));
  }

  private CompletionStage<Answer<Route>> unknown(DnsFailure failure) {
    return CompletableFuture.completedStage(
        new Answer<>(new Route.Unanswered(failure), settings.failureTtl()));
  }

  private Duration bounded(Duration ttl) {
    if (ttl.compareTo(settings.leastTtl()) < 0) {
      return settings.leastTtl();
    }
    return ttl.compareTo(settings.mostTtl()) > 0 ? settings.mostTtl() : ttl;
  }
}
