package io.winnow.lab.world;

import java.util.List;

/** Which address a host has. Public ones are from the networks for documentation (RFC 5737). */
final class Addresses {
  private static final int HOSTS_PER_NETWORK = 254;

  private Addresses() {}

  static List<String> publicOf(String host) {
    int first = Hash.below(2 * HOSTS_PER_NETWORK, host);
    if (Hash.below(4, "pair/" + host) == 0) {
      return List.of(at(first), at((first + HOSTS_PER_NETWORK) % (2 * HOSTS_PER_NETWORK)));
    }
    return List.of(at(first));
  }

  /** Networks that nobody reaches from outside, of both address families. */
  static List<String> privateOf(String host) {
    int last = 1 + Hash.below(HOSTS_PER_NETWORK, host);
    return switch (Hash.below(4, "network/" + host)) {
      case 0 -> List.of("10.17.0." + last, "fd12:3456:789a::" + Integer.toHexString(last));
      case 1 -> List.of("192.168.1." + last);
      case 2 -> List.of("172.16.5." + last);
      default -> List.of("127.0.0.1", "::1");
    };
  }

  private static String at(int index) {
    return index < HOSTS_PER_NETWORK
        ? "198.51.100." + (index + 1)
        : "203.0.113." + (index - HOSTS_PER_NETWORK + 1);
  }
}
