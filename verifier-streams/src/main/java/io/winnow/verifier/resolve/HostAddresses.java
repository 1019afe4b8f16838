package io.winnow.verifier.resolve;

import java.net.InetAddress;
import java.util.List;

/** Where a mail host can be connected to, as far as the DNS tells. */
public sealed interface HostAddresses {

  /**
   * Addresses that may be connected to.
   *
   * @param addresses IPv4 before IPv6, within a family as published; never empty
   */
  record Found(List<InetAddress> addresses) implements HostAddresses {
    public Found {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * The host has no address, or none that may be connected to.
   *
   * @param lack {@link Route.Lack#NOTHING_PUBLISHED} or {@link Route.Lack#ONLY_PRIVATE_ADDRESSES}
   */
  record None(Route.Lack lack) implements HostAddresses {}

  /** Nothing was learnt, and it may be worth asking again later. */
  record Unanswered(DnsFailure failure) implements HostAddresses {}
}
