package io.winnow.verifier.smtp;

import java.net.InetSocketAddress;

/**
 * Whom to connect to.
 *
 * @param address resolved already, and allowed: it is not looked at again
 * @param host the name that the address was found by, for TLS
 */
public record Target(InetSocketAddress address, String host) {
  public Target {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("not resolved: " + address);
    }
  }
}
