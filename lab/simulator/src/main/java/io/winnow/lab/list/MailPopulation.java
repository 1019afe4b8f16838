package io.winnow.lab.list;

import io.winnow.lab.world.MailKind;
import java.util.EnumMap;
import java.util.Map;

/** As {@link Population}, of the domains that differ in their mail servers. */
final class MailPopulation {
  private static final int LEAST_DOMAINS = 100;
  private static final int ROWS_PER_DOMAIN = 50;
  private static final int SHARES = 100_000;
  private static final int MOST_OF_A_SLOW_KIND = 4;

  private final Map<MailKind, Long> domains = new EnumMap<>(MailKind.class);

  MailPopulation(long rows) {
    long wanted = Math.max(LEAST_DOMAINS, rows / ROWS_PER_DOMAIN);
    for (MailKind kind : MailKind.values()) {
      domains.put(kind, Math.clamp(wanted * share(kind) / SHARES, 1, most(kind)));
    }
  }

  MailKind drawKind(Draws draws) {
    int place = draws.below(SHARES);
    for (MailKind kind : MailKind.values()) {
      place -= share(kind);
      if (place < 0) {
        return kind;
      }
    }
    return MailKind.ORDINARY;
  }

  String drawDomain(Draws draws, MailKind kind) {
    return DomainNames.asWritten(kind.label(), draws.below(domains.getOrDefault(kind, 1L)));
  }

  /**
   * Of the rows at such domains, in hundred-thousandths; what is left is ordinary. What costs real
   * time is rare. What has no one right verdict, since that depends on time or on what was asked
   * before, is not there.
   */
  private static int share(MailKind kind) {
    return switch (kind) {
      case CATCH_ALL -> 16_000;
      case GOOGLE_WORKSPACE -> 12_000;
      case ACCESS_DENIED -> 10_000;
      case GREYLISTING -> 5_000;
      case MICROSOFT_365, STARTTLS -> 4_000;
      case MIMECAST, PROOFPOINT, NO_PIPELINING, HANGS_UP, MULTI_LINE -> 3_000;
      case STARTTLS_REQUIRED, PROBE_DEFERRED, REPLY_ID_250 -> 2_000;
      case UNVERIFIABLE, NO_SMTPUTF8, HANGS_UP_LATE -> 2_000;
      case EHLO_REFUSED, HELO_BREAKS, NOLISTING -> 1_500;
      case BARE_550 -> 1_000;
      case BROKEN_TLS, TARPIT, BANNER_DELAY, SLOW_DRIP, FIRST_MX_DEFERS -> 800;
      case FIRST_MX_DEFERS_AT_RCPT -> 500;
      case BLOCKED_AT_CONNECT, BLOCKED_AT_EHLO, BLOCKED_AT_MAIL, BLOCKED_AT_RCPT -> 300;
      case SENDER_REJECTED, CONNECT_REFUSED -> 300;
      case SENDER_REJECTED_AT_RCPT, NEEDS_RDNS, TEMPORARY_FAILURE, GREYLISTED -> 200;
      case RATE_LIMITED, TLS_REQUIRED -> 200;
      case DROPPED_AT_CONNECT, DROPPED_AT_RCPT, GARBAGE, GARBAGE_AT_RCPT -> 100;
      case CONNECT_TIMEOUT, HALF_OPEN, SILENT_AT_RCPT, ENDLESS_DRIP -> 25;
      case BARE_550_ALL, RECEIVING_RATE, RECEIVING_RATE_PERM, TSS04 -> 0;
      case GREYLISTING_TIMED, RATE_LIMITING, FEW_CONNECTIONS, ONE_RECIPIENT -> 0;
      case ORDINARY -> 0;
    };
  }

  private static long most(MailKind kind) {
    return share(kind) <= 100 ? MOST_OF_A_SLOW_KIND : Long.MAX_VALUE;
  }
}
