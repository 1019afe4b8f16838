package io.winnow.lab.world;

import static io.winnow.lab.world.Truth.undeliverable;
import static io.winnow.lab.world.Truth.unknown;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a domain behaves in the DNS. The label stands in its name: {@code acme-7.null-mx.lab.test}.
 */
public enum DomainKind {
  /** One MX record, at one of the shared operators. */
  MX,
  /** One MX record, at a host of the domain's own. */
  OWN_MX,
  /** Three MX records at two operators, not in the order of their preferences. */
  MULTI_MX,
  /** No MX record, but an address (RFC 5321 section 5.1). */
  IMPLICIT_MX,
  /** A CNAME to a domain with an MX record. */
  CNAME,
  /** As {@link #MX}, after a delay. */
  SLOW,
  /** As {@link #MX}, but the first question for the name gets SERVFAIL. */
  FLAKY,
  /** 60 MX records: too many for a datagram. */
  TRUNCATED,
  /** Declares that it takes no mail (RFC 7505), though it has an address. */
  NULL_MX,
  /** Exists, with neither an MX record nor a public address. */
  NO_MAIL,
  /** Two MX records with targets that do not exist, and an address that must not stand in. */
  MX_UNRESOLVABLE,
  /** Two MX records with targets in private networks, and a public address of its own. */
  PRIVATE_MX,
  /** Does not exist. */
  NXDOMAIN,
  /** Its name servers fail. */
  SERVFAIL,
  /** Its name servers refuse to answer. */
  REFUSED,
  /** Its name servers do not know it: an empty answer, not authoritative, without SOA. */
  LAME,
  /** A CNAME that leads back to itself. */
  CNAME_LOOP,
  /** Its name servers never answer. */
  TIMEOUT;

  private static final Map<String, DomainKind> BY_LABEL =
      Arrays.stream(values()).collect(Collectors.toMap(DomainKind::label, Function.identity()));

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As in domain names and data files, such as {@code null-mx}. */
  public String label() {
    return label;
  }

  /** The right verdict, asking the DNS alone. */
  public Truth truth() {
    return switch (this) {
      case MX, OWN_MX, MULTI_MX, IMPLICIT_MX, CNAME, SLOW, FLAKY, TRUNCATED ->
          unknown("smtp_not_checked");
      case NULL_MX -> undeliverable("null_mx");
      case NO_MAIL, MX_UNRESOLVABLE, PRIVATE_MX -> undeliverable("no_mail_server");
      case NXDOMAIN -> undeliverable("domain_not_found");
      case SERVFAIL, REFUSED, LAME, CNAME_LOOP -> unknown("dns_servfail");
      case TIMEOUT -> unknown("dns_timeout");
    };
  }

  /** The kind with that label, if there is one. */
  public static Optional<DomainKind> ofLabel(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }

  /** Whether its name servers give no proper answer about any name in the zone. */
  boolean brokenZone() {
    return this == SERVFAIL || this == REFUSED || this == LAME || this == TIMEOUT;
  }
}
