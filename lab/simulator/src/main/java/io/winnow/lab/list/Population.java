package io.winnow.lab.list;

import io.winnow.lab.world.DomainKind;
import java.util.EnumMap;
import java.util.Map;

/** The lab domains of a list: how many there are of each kind, and how often each kind comes. */
final class Population {
  private static final int LEAST_DOMAINS = 50;
  private static final int ROWS_PER_DOMAIN = 50;
  private static final int SHARES = 100_000;

  private final Map<DomainKind, Long> domains = new EnumMap<>(DomainKind.class);

  Population(long rows) {
    long wanted = Math.max(LEAST_DOMAINS, rows / ROWS_PER_DOMAIN);
    long left = wanted;
    for (DomainKind kind : DomainKind.values()) {
      if (kind != DomainKind.MX) {
        long count = Math.clamp(wanted * share(kind) / SHARES, 1, most(kind));
        domains.put(kind, count);
        left -= count;
      }
    }
    domains.put(DomainKind.MX, left);
  }

  DomainKind drawKind(Draws draws) {
    int place = draws.below(SHARES);
    for (DomainKind kind : DomainKind.values()) {
      place -= share(kind);
      if (place < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("the shares do not add up to " + SHARES);
  }

  String drawDomain(Draws draws, DomainKind kind) {
    return DomainNames.asWritten(kind.label(), draws.below(count(kind)));
  }

  long count(DomainKind kind) {
    return domains.getOrDefault(kind, 0L);
  }

  /** Of the rows at lab domains, in hundred-thousandths. What costs real time is rare. */
  private static int share(DomainKind kind) {
    return switch (kind) {
      case MX -> 52_000;
      case MULTI_MX -> 20_000;
      case OWN_MX -> 10_000;
      case NXDOMAIN -> 5_800;
      case IMPLICIT_MX -> 3_500;
      case NO_MAIL -> 2_500;
      case CNAME -> 2_000;
      case NULL_MX -> 1_500;
      case MX_UNRESOLVABLE -> 1_200;
      case PRIVATE_MX -> 600;
      case TRUNCATED, FLAKY -> 200;
      case REFUSED, LAME, CNAME_LOOP, SERVFAIL -> 100;
      case SLOW -> 60;
      case TIMEOUT -> 40;
    };
  }

  private static long most(DomainKind kind) {
    return kind == DomainKind.TIMEOUT || kind == DomainKind.SLOW ? 10 : Long.MAX_VALUE;
  }
}
