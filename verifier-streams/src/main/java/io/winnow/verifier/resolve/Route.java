package io.winnow.verifier.resolve;

import java.util.List;

/** Where mail for a domain goes, as far as the DNS tells. */
public sealed interface Route {

  /**
   * Hosts that take the domain's mail and have an address that can be connected to.
   *
   * @param hosts most preferred first, equals in an order of the domain's own; never empty
   * @param implicit whether the domain has no MX and is its own host (RFC 5321, section 5.1)
   */
  record MailHosts(List<String> hosts, boolean implicit) implements Route {
    public MailHosts {
      hosts = List.copyOf(hosts);
    }
  }

  /** The domain declares that it takes no mail (RFC 7505). */
  record NullMx() implements Route {}

  /** The domain exists, but mail to it has nowhere to go. */
  record NoMailServer(Lack lack) implements Route {}

  /** The name does not exist (NXDOMAIN). */
  record DomainNotFound() implements Route {}

  /** Nothing was learnt, and it may be worth asking again later. */
  record Unanswered(DnsFailure failure) implements Route {}

  /** What a domain without a mail server lacks. */
  enum Lack {
    /** Neither MX nor address records. */
    NOTHING_PUBLISHED,
    /** Mail exchangers, none of which has an address. */
    UNRESOLVABLE_EXCHANGERS,
    /** Addresses, all of them private, loopback or otherwise not on the public Internet. */
    ONLY_PRIVATE_ADDRESSES
  }
}
