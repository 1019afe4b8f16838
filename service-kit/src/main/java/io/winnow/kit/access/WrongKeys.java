package io.winnow.kit.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong keys by the address that they come from; of IPv6 the network of 64 bits counts,
 * since a host has all of it. Only the latest {@value #MOST_ADDRESSES} addresses are remembered.
 * Safe for concurrent use.
 */
final class WrongKeys {
  static final int MOST_ADDRESSES = 10_000;

  private static final int NETWORK_BYTES = 8;

  private final int perMinute;
  private final LongSupplier nanoTime;
  private final Map<String, Allowance> byAddress =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  WrongKeys(int perMinute, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
  }

  /**
   * Counts one.
   *
   * @param address literal, as the server tells it
   */
  Allowance.Taken count(String address) {
    long now = nanoTime.getAsLong();
    Allowance allowance;
    synchronized (byAddress) {
      allowance = byAddress.computeIfAbsent(network(address), _ -> new Allowance(perMinute, now));
    }
    return allowance.take(perMinute, now);
  }

  /** How many addresses are remembered. */
  int size() {
    synchronized (byAddress) {
      return byAddress.size();
    }
  }

  private static String network(String address) {
    try {
      InetAddress literal = InetAddress.ofLiteral(address);
      return literal instanceof Inet6Address
          ? Arrays.toString(Arrays.copyOf(literal.getAddress(), NETWORK_BYTES))
          : address;
    } catch (IllegalArgumentException e) {
      return address; // whatever it is, it is the client's
    }
  }
}
