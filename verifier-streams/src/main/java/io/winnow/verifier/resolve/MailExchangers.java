package io.winnow.verifier.resolve;

import io.winnow.verifier.resolve.Hosts.Reach;
import io.winnow.verifier.resolve.SingleFlightCache.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
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
  private final Hosts hosts;

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
    this.hosts = new Hosts(dns, settings, executor);
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

  /**
   * The addresses of a mail host that may be connected to, at most four of each family; completed
   * already when they are known. Never completes exceptionally.
   *
   * @param host in lower-case A-labels, as {@link Route.MailHosts} names it
   */
  public CompletableFuture<HostAddresses> addressesOf(String host) {
    return hosts.addressesOf(host);
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
                  case DnsAnswer.Records found -> exchangers(domain, found);
                  case DnsAnswer.NoData nothing -> implicit(domain, nothing.ttl());
                  case DnsAnswer.NoSuchName none -> known(new Route.DomainNotFound(), none.ttl());
                  case DnsAnswer.Failed failed -> unknown(failed.failure());
                });
  }

  private CompletionStage<Answer<Route>> exchangers(String domain, DnsAnswer.Records found) {
    List<MXRecord> exchangers = found.records().stream().map(MXRecord.class::cast).toList();
    if (exchangers.size() == 1 && exchangers.getFirst().getTarget().equals(Name.root)) {
      return known(new Route.NullMx(), found.ttl());
    }
    List<String> targets =
        Preference.order(
            domain,
            exchangers.stream()
                .map(mx -> new Preference.Exchanger(mx.getPriority(), hostName(mx.getTarget())))
                // SMTP could not use others, and evidence must not carry whatever somebody wrote
                .filter(exchanger -> HOST_NAME.matcher(exchanger.host()).matches())
                .toList());
    return firstReachable(targets, 0, Reach.NO_ADDRESS)
        .thenCompose(
            first -> route(first.reach(), named(targets, first.index()), false, found.ttl()));
  }

  /** The most preferred; behind the first that can be reached when that is none of them. */
  private static List<String> named(List<String> targets, int reachable) {
    return reachable < MAX_HOSTS
        ? targets.stream().limit(MAX_HOSTS).toList()
        : Stream.concat(Stream.of(targets.get(reachable)), targets.stream())
            .limit(MAX_HOSTS)
            .toList();
  }

  private CompletionStage<Answer<Route>> implicit(String domain, Duration ttl) {
    return hosts.of(domain).thenCompose(host -> route(host.reach(), List.of(domain), true, ttl));
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
   * What is known of a domain's exchangers.
   *
   * @param index of the first that can be reached; 0 when none can
   */
  private record First(Reach reach, int index) {}

  /**
   * One reachable host is enough. Where there is none, a host of which nothing was learnt decides,
   * since it might be reachable; then private addresses, then none at all.
   */
  private CompletionStage<First> firstReachable(List<String> targets, int index, Reach sofar) {
    if (index == targets.size()) {
      return CompletableFuture.completedStage(new First(sofar, 0));
    }
    if (index == MAX_LOOKED_AT) {
      // the rest might be reachable: not knowing is no reason to say that nobody is there
      return CompletableFuture.completedStage(new First(Reach.SERVER_FAILURE, 0));
    }
    return hosts
        .of(targets.get(index))
        .thenCompose(
            host -> {
              Reach reach = host.reach();
              if (reach == Reach.PUBLIC) {
                return CompletableFuture.completedStage(new First(reach, index));
              }
              boolean tellsMore = reach.unknown() || reach == Reach.PRIVATE_ONLY;
              return firstReachable(
                  targets, index + 1, tellsMore && !sofar.unknown() ? reach : sofar);
            });
  }

  private static String hostName(Name name) {
    return name.canonicalize().toString(true);
  }

  private CompletionStage<Answer<Route>> known(Route route, Duration ttl) {
    return CompletableFuture.completedStage(new Answer<>(route, settings.bounded(ttl)));
  }

  private CompletionStage<Answer<Route>> unknown(DnsFailure failure) {
    return CompletableFuture.completedStage(
        new Answer<>(new Route.Unanswered(failure), settings.failureTtl()));
  }
}
