package io.winnow.verifier.resolve;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Asks recursive name servers, asynchronously: over UDP with EDNS, over TCP when truncated; another
 * server or another time after a failure. Safe for concurrent use.
 */
final class DnsClient {
  private static final Logger log = LoggerFactory.getLogger(DnsClient.class);

  /** Aliases to aliases, after which a chain counts as a loop. */
  private static final int MAX_ALIASES = 8;

  /** Fits in one packet on all common paths, so that answers are not fragmented. */
  private static final int UDP_PAYLOAD = 1232;

  private final List<SimpleResolver> servers;
  private final Permits permits;
  private final int tries;
  private final Executor executor;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param addresses of the servers; empty for the system's own
   * @param timeout of one question to one server
   * @param tries how often a question is asked before it counts as failed, at least 1
   * @param concurrency how many questions are open at a time
   */
  DnsClient(
      List<InetSocketAddress> addresses,
      Duration timeout,
      int tries,
      int concurrency,
      Executor executor) {
    List<InetSocketAddress> used =
        addresses.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : addresses;
    this.servers = used.stream().map(address -> resolver(address, timeout)).toList();
    this.permits = new Permits(concurrency);
    this.tries = tries;
    this.executor = executor;
  }

  private static SimpleResolver resolver(InetSocketAddress address, Duration timeout) {
    SimpleResolver resolver = new SimpleResolver(address);
    resolver.setTimeout(timeout);
    resolver.setEDNS(0, UDP_PAYLOAD, 0, List.of());
    return resolver;
  }

  /** Never completes exceptionally: a failure is an answer too. */
  CompletionStage<DnsAnswer> ask(Name name, int type) {
    return ask(name, type, 0);
  }

  private CompletionStage<DnsAnswer> ask(Name name, int type, int aliases) {
    Record question = Record.newRecord(name, type, DClass.IN);
    return exchange(question, tries)
        .thenCompose(
            reply ->
                switch (reply) {
                  case Reply.Failed failed ->
                      CompletableFuture.completedStage(new DnsAnswer.Failed(failed.failure()));
                  case Reply.Answered answered -> follow(answered.message(), name, type, aliases);
                });
  }

  private sealed interface Reply {
    record Answered(Message message) implements Reply {}

    record Failed(DnsFailure failure) implements Reply {}
  }

  private CompletionStage<Reply> exchange(Record question, int triesLeft) {
    SimpleResolver server = servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()));
    return permits
        .run(() -> server.sendAsync(Message.newQuery(question), executor))
        .handle((message, failure) -> reply(question, message, failure))
        .thenCompose(
            reply ->
                reply instanceof Reply.Failed && triesLeft > 1
                    ? exchange(question, triesLeft - 1)
                    : CompletableFuture.completedStage(reply));
  }

  private static Reply reply(
      Record question, @Nullable Message message, @Nullable Throwable failure) {
    if (message == null) {
      log.debug("no answer for {}", question, failure);
      return new Reply.Failed(DnsFailure.TIMEOUT);
    }
    int code = message.getRcode();
    boolean sound = (code == Rcode.NOERROR && !lame(message)) || code == Rcode.NXDOMAIN;
    return sound ? new Reply.Answered(message) : new Reply.Failed(DnsFailure.SERVER_FAILURE);
  }

  /** An empty answer of a server that neither knows nor asks: a delegation that leads nowhere. */
  private static boolean lame(Message message) {
    return message.getSection(Section.ANSWER).isEmpty()
        && !message.getHeader().getFlag(Flags.AA)
        && !message.getHeader().getFlag(Flags.RA)
        && message.getSection(Section.AUTHORITY).stream().noneMatch(SOARecord.class::isInstance);
  }

  /**
   * Whether the servers know that the root of the DNS has name servers. Some answer "no such name"
   * to everything when they have lost their way to the Internet.
   */
  private CompletionStage<Boolean> rootIsKnown() {
    return exchange(Record.newRecord(Name.root, Type.NS, DClass.IN), tries)
        .thenApply(
            reply ->
                reply instanceof Reply.Answered(Message message)
                    && message.getSection(Section.ANSWER).stream()
                        .anyMatch(NSRecord.class::isInstance));
  }

  /** That a name does not exist is believed with proof of a zone, or of a server in its senses. */
  private CompletionStage<DnsAnswer> noSuchName(Message message) {
    DnsAnswer denied = absent(message);
    if (negative(message)) {
      return CompletableFuture.completedStage(denied);
    }
    return rootIsKnown()
        .thenApply(known -> known ? denied : new DnsAnswer.Failed(DnsFailure.SERVER_FAILURE));
  }

  private CompletionStage<DnsAnswer> follow(Message message, Name asked, int type, int aliases) {
    List<Record> answers = message.getSection(Section.ANSWER);
    Name name = asked;
    long ttl = Long.MAX_VALUE;
    for (int hops = aliases; hops <= MAX_ALIASES; hops++) {
      List<Record> found = new ArrayList<>();
      @Nullable CNAMERecord alias = null;
      for (Record answer : answers) {
        if (answer.getName().equals(name)) {
          if (answer.getType() == type) {
            found.add(answer);
            ttl = Math.min(ttl, answer.getTTL());
          } else if (answer instanceof CNAMERecord cname) {
            alias = cname;
          }
        }
      }
      if (!found.isEmpty()) {
        return CompletableFuture.completedStage(
            new DnsAnswer.Records(found, Duration.ofSeconds(ttl)));
      }
      if (alias == null) {
        if (message.getRcode() == Rcode.NXDOMAIN) {
          return noSuchName(message);
        }
        return !name.equals(asked) && !negative(message)
            ? ask(name, type, hops)
            : CompletableFuture.completedStage(absent(message));
      }
      ttl = Math.min(ttl, alias.getTTL());
      name = alias.getTarget();
    }
    return CompletableFuture.completedStage(new DnsAnswer.Failed(DnsFailure.SERVER_FAILURE));
  }

  /** Whether the message itself says that the end of the chain has no such record. */
  private static boolean negative(Message message) {
    return message.getSection(Section.AUTHORITY).stream().anyMatch(SOARecord.class::isInstance);
  }

  private static DnsAnswer absent(Message message) {
    Duration ttl =
        message.getSection(Section.AUTHORITY).stream()
            .filter(SOARecord.class::isInstance)
            .map(SOARecord.class::cast)
            // RFC 2308, section 5
            .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))
            .findFirst()
            .orElse(Duration.ZERO);
    return message.getRcode() == Rcode.NXDOMAIN
        ? new DnsAnswer.NoSuchName(ttl)
        : new DnsAnswer.NoData(ttl);
  }
}
