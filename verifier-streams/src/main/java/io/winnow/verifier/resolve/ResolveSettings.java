package io.winnow.verifier.resolve;

import io.winnow.kit.network.PrivateTargets;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How the DNS is asked.
 *
 * @param servers the recursive name servers; empty for the system's own
 * @param timeout of one question to one server
 * @param tries how often a question is asked at once before it counts as failed
 * @param retryDelays how long to wait before each further round of questions
 * @param concurrency how many questions are open at a time
 * @param cacheSize how many names are remembered
 * @param leastTtl a record is believed for at least so long
 * @param mostTtl and at most so long
 * @param failureTtl how long a failure is remembered
 * @param privateTargets which exchangers in private address ranges count
 */
public record ResolveSettings(
    List<InetSocketAddress> servers,
    Duration timeout,
    int tries,
    List<Duration> retryDelays,
    int concurrency,
    int cacheSize,
    Duration leastTtl,
    Duration mostTtl,
    Duration failureTtl,
    PrivateTargets privateTargets) {

  public static final Setting<List<InetSocketAddress>> SERVERS =
      new Setting<>(
          "winnow.dns.servers",
          "addresses such as 192.0.2.53 or 192.0.2.53:5353, separated by commas",
          "",
          "Recursive name servers to ask; empty for the system's own.",
          ResolveSettings::parseServers);
  public static final Setting<Duration> TIMEOUT =
      Setting.duration("winnow.dns.timeout", "2 s", "How long one name server has to answer.");
  public static final Setting<Integer> TRIES =
      Setting.integer(
          "winnow.dns.tries", 2, 1, 10, "How often a question is asked before it has failed.");
  public static final Setting<List<Duration>> RETRY_DELAYS =
      new Setting<>(
          "winnow.dns.retry-delays",
          "times such as 2 s, 5 s, separated by commas",
          "4 s",
          "After each of these delays a failed domain is asked again; then it is unknown.",
          text ->
              Arrays.stream(text.split(",", -1))
                  .map(String::strip)
                  .filter(part -> !part.isEmpty())
                  .map(TIMEOUT.parser())
                  .toList());
  public static final Setting<Integer> CONCURRENCY =
      Setting.integer(
          "winnow.dns.concurrency", 256, 1, 10_000, "How many DNS questions are open at a time.");
  public static final Setting<Integer> CACHE_SIZE =
      Setting.integer(
          "winnow.dns.cache-size",
          200_000,
          100,
          100_000_000,
          "How many domains, and how many mail hosts, are remembered.");
  public static final Setting<Duration> LEAST_TTL =
      Setting.duration(
          "winnow.dns.least-ttl", "60 s", "A DNS record is believed for at least so long.");
  public static final Setting<Duration> MOST_TTL =
      Setting.duration(
          "winnow.dns.most-ttl", "6 h", "A DNS record is believed for at most so long.");
  public static final Setting<Duration> FAILURE_TTL =
      Setting.duration(
          "winnow.dns.failure-ttl", "2 s", "How long a failed question is not asked again.");
  public static final Setting<PrivateTargets> ALLOW_PRIVATE_TARGETS =
      new Setting<>(
          "winnow.smtp.allow-private-targets",
          "true, false, or networks such as 127.96.0.0/16 or fd00::/8, separated by commas",
          "false",
          "Whether, or in which networks, mail servers in private address ranges count; for"
              + " laboratories.",
          PrivateTargets::parse);

  public static final List<Setting<?>> ALL =
      List.of(
          SERVERS,
          TIMEOUT,
          TRIES,
          RETRY_DELAYS,
          CONCURRENCY,
          CACHE_SIZE,
          LEAST_TTL,
          MOST_TTL,
          FAILURE_TTL,
          ALLOW_PRIVATE_TARGETS);

  public ResolveSettings {
    servers = List.copyOf(servers);
    retryDelays = List.copyOf(retryDelays);
  }

  /**
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong
   */
  public static ResolveSettings from(Settings settings) {
    return new ResolveSettings(
        settings.get(SERVERS),
        settings.get(TIMEOUT),
        settings.get(TRIES),
        settings.get(RETRY_DELAYS),
        settings.get(CONCURRENCY),
        settings.get(CACHE_SIZE),
        settings.get(LEAST_TTL),
        settings.get(MOST_TTL),
        settings.get(FAILURE_TTL),
        settings.get(ALLOW_PRIVATE_TARGETS));
  }

  /** How long a record with this TTL is believed. */
  Duration bounded(Duration ttl) {
    if (ttl.compareTo(leastTtl) < 0) {
      return leastTtl;
    }
    return ttl.compareTo(mostTtl) > 0 ? mostTtl : ttl;
  }

  private static List<InetSocketAddress> parseServers(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(ResolveSettings::parseServer)
        .toList();
  }

  private static InetSocketAddress parseServer(String text) {
    boolean bracketed = text.startsWith("[");
    int colon = text.lastIndexOf(':');
    boolean hasPort =
        bracketed ? text.lastIndexOf("]:") > 0 : text.indexOf(':') == colon && colon > 0;
    String host = hasPort ? text.substring(0, colon) : text;
    int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : 53;
    String literal = bracketed ? host.substring(1, host.length() - 1) : host;
    byte[] address =
        literal.indexOf(':') >= 0
            ? org.xbill.DNS.Address.toByteArray(literal, org.xbill.DNS.Address.IPv6)
            : org.xbill.DNS.Address.toByteArray(literal, org.xbill.DNS.Address.IPv4);
    if (address == null || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(text);
    }
    try {
      return new InetSocketAddress(java.net.InetAddress.getByAddress(address), port);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
