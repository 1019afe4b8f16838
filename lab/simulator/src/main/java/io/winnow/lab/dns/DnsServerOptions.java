package io.winnow.lab.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the name server answers.
 *
 * @param bind where it listens, over UDP and TCP; a loopback address, or the wildcard address in a
 *     container of its own; port 0 means any free one
 * @param latency added to every answer
 * @param slowDelay added for domains of the kind slow
 * @param ttl of the records, in whole seconds
 * @param negativeTtl of the SOA record in negative answers, in whole seconds
 * @param maxDatagram the longest answer over UDP in octets, whatever a client would take; at least
 *     512
 */
public record DnsServerOptions(
    InetSocketAddress bind,
    Duration latency,
    Duration slowDelay,
    Duration ttl,
    Duration negativeTtl,
    int maxDatagram) {

  static final int LEAST_DATAGRAM = 512;

  /**
   * @throws IllegalArgumentException when the address is neither on loopback nor the wildcard, a
   *     duration is negative, or a length is out of range
   */
  public DnsServerOptions {
    if (bind.isUnresolved()
        || !(bind.getAddress().isLoopbackAddress() || bind.getAddress().isAnyLocalAddress())) {
      throw new IllegalArgumentException(
          "the simulated name server listens on loopback, such as 127.0.0.1, or on 0.0.0.0, not on "
              + bind);
    }
    requireNotNegative("latency", latency);
    requireNotNegative("slowDelay", slowDelay);
    requireNotNegative("ttl", ttl);
    requireNotNegative("negativeTtl", negativeTtl);
    if (maxDatagram < LEAST_DATAGRAM || maxDatagram > 65_507) {
      throw new IllegalArgumentException("maxDatagram is " + maxDatagram + ", not 512 to 65507");
    }
  }

  /** 127.0.0.1 at any free port, no latency, 400 ms for slow domains, 5 min and 1 min to live. */
  public static DnsServerOptions defaults() {
    return new DnsServerOptions(
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
        Duration.ZERO,
        Duration.ofMillis(400),
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        1_232);
  }

  /** The same, listening there. */
  public DnsServerOptions withBind(InetSocketAddress other) {
    return new DnsServerOptions(other, latency, slowDelay, ttl, negativeTtl, maxDatagram);
  }

  /** The same with another latency for every answer. */
  public DnsServerOptions withLatency(Duration other) {
    return new DnsServerOptions(bind, other, slowDelay, ttl, negativeTtl, maxDatagram);
  }

  /** The same with another delay for slow domains. */
  public DnsServerOptions withSlowDelay(Duration other) {
    return new DnsServerOptions(bind, latency, other, ttl, negativeTtl, maxDatagram);
  }

  /** The same with another life of the records. */
  public DnsServerOptions withTtl(Duration other) {
    return new DnsServerOptions(bind, latency, slowDelay, other, negativeTtl, maxDatagram);
  }

  /** The same with another life of negative answers. */
  public DnsServerOptions withNegativeTtl(Duration other) {
    return new DnsServerOptions(bind, latency, slowDelay, ttl, other, maxDatagram);
  }

  /** The same with another limit for answers over UDP. */
  public DnsServerOptions withMaxDatagram(int other) {
    return new DnsServerOptions(bind, latency, slowDelay, ttl, negativeTtl, other);
  }

  private static void requireNotNegative(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + " is negative: " + duration);
    }
  }
}
