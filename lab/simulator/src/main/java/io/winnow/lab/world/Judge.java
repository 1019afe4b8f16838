package io.winnow.lab.world;

import static io.winnow.lab.world.Truth.deliverable;
import static io.winnow.lab.world.Truth.risky;
import static io.winnow.lab.world.Truth.undeliverable;
import static io.winnow.lab.world.Truth.unknown;

/**
 * The right verdict for an address of valid syntax. What the DNS or a mail server rules out comes
 * first, then a full mailbox, then lists (disposable, misspelt, catch-all, role), then that it is
 * accepted. Where a mail server was asked and nothing came of it, lists do not count.
 */
final class Judge {
  private final World world;

  Judge(World world) {
    this.world = world;
  }

  Truth verdict(String local, String domain, TruthLevel level) {
    if (KnownNames.isImpossible(local, domain)) {
      return undeliverable("provider_rule_violation");
    }
    return switch (level) {
      case SYNTAX -> byLists(local, domain, false, unknown("dns_not_checked"));
      case DNS -> byDns(local, domain);
      case SMTP -> bySmtp(local, domain);
    };
  }

  private Truth byDns(String local, String domain) {
    Truth asked = world.truth(domain);
    return takesMail(asked) ? byLists(local, domain, false, asked) : asked;
  }

  private Truth bySmtp(String local, String domain) {
    Truth asked = world.truth(domain);
    if (!takesMail(asked)) {
      return asked;
    }
    MailKind kind = world.mailKindOf(domain);
    if (kind.always().isPresent()) {
      return kind.always().get();
    }
    boolean ascii = local.chars().allMatch(letter -> letter < 0x80);
    if (!ascii && !world.takesSmtpUtf8(domain)) {
      return unknown("smtputf8_unsupported");
    }
    Mailbox mailbox = world.mailbox(local, domain);
    boolean catchAll = kind.recipients() == Recipients.CATCH_ALL;
    return switch (mailbox) {
      case MISSING -> catchAll ? accepted(local, domain, kind) : undeliverable("mailbox_not_found");
      case EXISTS -> accepted(local, domain, kind);
      case FULL -> risky("mailbox_full");
      case DISABLED -> undeliverable("mailbox_disabled");
      case MOVED -> undeliverable("mailbox_moved");
    };
  }

  private static Truth accepted(String local, String domain, MailKind kind) {
    return switch (kind.recipients()) {
      case CATCH_ALL -> byLists(local, domain, true, risky("catch_all"));
      case DEFERS_PROBES -> unknown("accepted_unconfirmed");
      case BY_MAILBOX,
          BARE_550,
          IDS_WITH_250,
          ACCESS_DENIED,
          RECEIVING_RATE,
          RECEIVING_RATE_PERM,
          GREYLISTING,
          GREYLISTING_TIMED ->
          byLists(local, domain, false, deliverable("accepted_mailbox"));
      case ACCEPTS_ALL,
          BARE_550_TO_ALL,
          GREYLISTED,
          RATE_LIMITED,
          TEMPORARY_FAILURE,
          BLOCKED,
          SENDER_REJECTED,
          NEEDS_RDNS ->
          throw new IllegalStateException(kind + " tells nothing of a mailbox");
    };
  }

  private static Truth byLists(String local, String domain, boolean catchAll, Truth otherwise) {
    if (KnownNames.isDisposable(domain)) {
      return risky("disposable");
    }
    if (KnownNames.isMisspelt(domain)) {
      return risky("possible_typo");
    }
    if (catchAll) {
      return risky("catch_all");
    }
    return KnownNames.isRole(local) ? risky("role_account") : otherwise;
  }

  private static boolean takesMail(Truth asked) {
    return asked.reason().equals("smtp_not_checked");
  }
}
