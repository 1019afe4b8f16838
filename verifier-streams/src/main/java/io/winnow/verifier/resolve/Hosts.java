package io.winnow.verifier.resolve;

import io.winnow.kit.network.PublicAddresses;
import io.winnow.verifier.resolve.SingleFlightCache.Answer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The addresses of mail hosts. A route needs to know of one address that can be connected to: IPv6
 * is asked for only where IPv4 has none, or when somebody is about to connect. Safe for concurrent
 * use.
 */
final class Hosts {
  /** Addresses of one host and family that are remembered; whoever connects tries fewer. */
  private static final int MAX_ADDRESSES = 4;

  private final DnsClient dns;
  private final ResolveSettings settings;

  /** By IPv4, or by IPv6 where there is no IPv4 to connect to. */
  private final SingleFlightCache<Host> hosts;

  /** By IPv6, of hosts that can be connected to by IPv4 as well. */
  private final SingleFlightCache<Host> alsoByIpv6;

  /** Whether a host can be connected to. */
  enum Reach {
    PUBLIC,
    TIMEOUT,
    SERVER_FAILURE,
    PRIVATE_ONLY,
    NO_ADDRESS,
    NO_SUCH_NAME;

    boolean unknown() {
      return this == TIMEOUT || this == SERVER_FAILURE;
    }
  }

  /**
   * What is known of a host.
   *
   * @param addresses that may be connected to; empty unless it is public
   */
  record Host(Reach reach, List<InetAddress> addresses) {
    private static Host without(Reach reach) {
      return new Host(reach, List.of());
    }
  }

  Hosts(DnsClient dns, ResolveSettings settings, Executor executor) {
    this.dns = dns;
    this.settings = settings;
    this.hosts = new SingleFlightCache<>(settings.cacheSize(), executor, this::find);
    this.alsoByIpv6 = new SingleFlightCache<>(settings.cacheSize(), executor, this::findIpv6);
  }

  /** What is known of a host; not to be completed by others. Never completes exceptionally. */
  CompletableFuture<Host> of(String name) {
    return hosts.get(name);
  }

  /** All addresses of a host that may be connected to. Never completes exceptionally. */
  CompletableFuture<HostAddresses> addressesOf(String name) {
    return hosts
        .get(name)
        .thenCompose(
            host -> {
              if (host.reach() != Reach.PUBLIC
                  || !(host.addresses().getFirst() instanceof Inet4Address)) {
                return CompletableFuture.completedFuture(addresses(host));
              }
              return alsoByIpv6.get(name).thenApply(ipv6 -> both(host, ipv6));
            });
  }

  private static HostAddresses both(Host ipv4, Host ipv6) {
    return new HostAddresses.Found(
        Stream.concat(ipv4.addresses().stream(), ipv6.addresses().stream()).toList());
  }

  private static HostAddresses addresses(Host host) {
    return switch (host.reach()) {
      case PUBLIC -> new HostAddresses.Found(host.addresses());
      case TIMEOUT -> new HostAddresses.Unanswered(DnsFailure.TIMEOUT);
      case SERVER_FAILURE -> new HostAddresses.Unanswered(DnsFailure.SERVER_FAILURE);
      case PRIVATE_ONLY -> new HostAddresses.None(Route.Lack.ONLY_PRIVATE_ADDRESSES);
      case NO_ADDRESS, NO_SUCH_NAME -> new HostAddresses.None(Route.Lack.NOTHING_PUBLISHED);
    };
  }

  private CompletionStage<Answer<Host>> find(String host) {
    Name name;
    try {
      name = Name.fromString(host + ".");
    } catch (TextParseException _) {
      // whatever the exchanger's owner wrote there, it is no name that could have an address
      return CompletableFuture.completedStage(
          new Answer<>(Host.without(Reach.NO_SUCH_NAME), settings.leastTtl()));
    }
    return dns.ask(name, Type.A)
        .thenCompose(
            answer -> {
              Answer<Host> ipv4 = host(answer);
              return ipv4.value().reach() == Reach.PUBLIC
                  ? CompletableFuture.completedStage(ipv4)
                  : dns.ask(name, Type.AAAA).thenApply(ipv6 -> better(host(ipv6), ipv4));
            });
  }

  private CompletionStage<Answer<Host>> findIpv6(String host) {
    try {
      return dns.ask(Name.fromString(host + "."), Type.AAAA).thenApply(this::host);
    } catch (TextParseException e) {
      throw new IllegalStateException("a name with addresses cannot be read: " + host, e);
    }
  }

  private Answer<Host> better(Answer<Host> ipv6, Answer<Host> ipv4) {
    if (rank(ipv4) <= rank(ipv6)) {
      return ipv4;
    }
    return ipv4.value().reach().unknown()
        // there may be IPv4 too, which is easier to connect to: worth asking again soon
        ? new Answer<>(ipv6.value(), settings.failureTtl())
        : ipv6;
  }

  private static int rank(Answer<Host> answer) {
    return switch (answer.value().reach()) {
      case PUBLIC -> 0;
      case TIMEOUT, SERVER_FAILURE -> 1;
      case PRIVATE_ONLY -> 2;
      case NO_ADDRESS, NO_SUCH_NAME -> 3;
    };
  }

  private Answer<Host> host(DnsAnswer answer) {
    return switch (answer) {
      case DnsAnswer.Records found ->
          new Answer<>(host(found.records()), settings.bounded(found.ttl()));
      case DnsAnswer.NoData nothing -> without(Reach.NO_ADDRESS, settings.bounded(nothing.ttl()));
      case DnsAnswer.NoSuchName none -> without(Reach.NO_SUCH_NAME, settings.bounded(none.ttl()));
      case DnsAnswer.Failed(DnsFailure failure) ->
          without(
              switch (failure) {
                case TIMEOUT -> Reach.TIMEOUT;
                case SERVER_FAILURE -> Reach.SERVER_FAILURE;
              },
              settings.failureTtl());
    };
  }

  private static Answer<Host> without(Reach reach, Duration ttl) {
    return new Answer<>(Host.without(reach), ttl);
  }

  private Host host(List<Record> records) {
    List<InetAddress> addresses =
        records.stream()
            .map(Hosts::address)
            .filter(this::connectable)
            .limit(MAX_ADDRESSES)
            .toList();
    return addresses.isEmpty()
        ? Host.without(Reach.PRIVATE_ONLY)
        : new Host(Reach.PUBLIC, addresses);
  }

  private static InetAddress address(Record record) {
    return switch (record) {
      case ARecord ipv4 -> ipv4.getAddress();
      case AAAARecord ipv6 -> ipv6.getAddress();
      default -> throw new IllegalStateException("not an address record: " + record);
    };
  }

  private boolean connectable(InetAddress address) {
    return PublicAddresses.contain(address) || settings.privateTargets().allow(address);
  }
}
