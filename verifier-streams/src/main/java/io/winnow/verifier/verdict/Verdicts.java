package io.winnow.verifier.verdict;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Verdict;
import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.screen.Suggestion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From evidence to verdict: pure, and the only place where a verdict is made.
 *
 * <p>What makes an address undeliverable comes first, then what the mail server said of the
 * mailbox, then whatever kept it from saying it, which is {@code unknown}. What the lists say
 * counts only where nothing is missing that the job's level asks for.
 */
public final class Verdicts {
  private Verdicts() {}

  /** The verdict that the evidence earns. */
  public static Verdict of(Evidence evidence) {
    return switch (evidence) {
      case Evidence.OfScreen(Screened screened) -> ofScreen(screened);
      case Evidence.OfRoute(Screened.Mailbox mailbox, Route route) -> ofRoute(mailbox, route);
      case Evidence.OfProbe probe -> ofProbe(probe);
      case Evidence.OutOfTime late ->
          new Verdict(
              late.lastKnown(),
              late.detail(),
              late.mailbox().normalized(),
              suggestion(late.mailbox()),
              withDns(late.mailbox().flags(), false, late.implicitMx()),
              late.mailHost(),
              late.smtp());
      case Evidence.Cancelled(Screened.Mailbox mailbox) ->
          new Verdict(
              Reason.CANCELLED,
              null,
              mailbox.normalized(),
              suggestion(mailbox),
              mailbox.flags(),
              null,
              null);
      case Evidence.OfFailure(String failure) -> Verdict.of(Reason.INTERNAL_ERROR, failure);
    };
  }

  private static Verdict ofScreen(Screened screened) {
    return switch (screened) {
      case Screened.Empty _ ->
          new Verdict(Reason.EMPTY_ROW, null, null, null, Flags.NONE, null, null);
      case Screened.Invalid invalid ->
          Verdict.of(
              Reason.INVALID_SYNTAX,
              invalid.fault().wireName() + " at " + (invalid.position() + 1));
      case Screened.Literal literal -> unflagged(Reason.DOMAIN_LITERAL, null, literal.normalized());
      case Screened.Reserved reserved ->
          unflagged(Reason.RESERVED_DOMAIN, null, reserved.normalized());
      case Screened.ProviderRule broken ->
          unflagged(Reason.PROVIDER_RULE_VIOLATION, broken.rule(), broken.normalized());
      case Screened.Mailbox mailbox ->
          verdict(
              mailbox, listed(mailbox, false, Reason.DNS_NOT_CHECKED), null, mailbox.flags(), null);
    };
  }

  private static Verdict unflagged(Reason reason, @Nullable String detail, String normalized) {
    return new Verdict(reason, detail, normalized, null, Flags.UNKNOWN, null, null);
  }

  private static Verdict ofRoute(Screened.Mailbox mailbox, Route route) {
    Flags flags = mailbox.flags();
    return switch (route) {
      case Route.MailHosts found ->
          verdict(
              mailbox,
              listed(mailbox, false, Reason.SMTP_NOT_CHECKED),
              null,
              withDns(flags, false, found.implicit()),
              found.hosts().getFirst());
      case Route.NullMx _ ->
          verdict(mailbox, Reason.NULL_MX, null, withDns(flags, true, false), null);
      case Route.NoMailServer none ->
          verdict(
              mailbox,
              Reason.NO_MAIL_SERVER,
              none.lack().name().toLowerCase(Locale.ROOT),
              withDns(flags, false, false),
              null);
      case Route.DomainNotFound _ ->
          verdict(mailbox, Reason.DOMAIN_NOT_FOUND, null, withDns(flags, false, false), null);
      case Route.Unanswered(var failure) ->
          verdict(
              mailbox,
              switch (failure) {
                case TIMEOUT -> Reason.DNS_TIMEOUT;
                case SERVER_FAILURE -> Reason.DNS_SERVFAIL;
              },
              null,
              flags,
              null);
    };
  }

  private static Verdict ofProbe(Evidence.OfProbe probe) {
    Screened.Mailbox mailbox = probe.mailbox();
    Finding finding = probe.finding();
    Flags known = withDns(mailbox.flags(), false, probe.implicitMx());
    return new Verdict(
        ofFinding(mailbox, finding),
        null,
        mailbox.normalized(),
        suggestion(mailbox),
        withMailbox(withCatchAll(known, finding), finding),
        finding.mailHost(),
        probe.smtp());
  }

  /** What the server refused stands; what it accepted is worth as much as its refusals are. */
  private static Reason ofFinding(Screened.Mailbox mailbox, Finding finding) {
    if (finding.refusal() != null) {
      return finding.refusal();
    }
    return switch (finding.catchAll()) {
      case INCONCLUSIVE, NOT_ASKED -> Reason.ACCEPTED_UNCONFIRMED;
      case YES -> listed(mailbox, true, Reason.CATCH_ALL);
      case NO -> listed(mailbox, false, Reason.ACCEPTED_MAILBOX);
    };
  }

  /** What the lists hold against a mailbox of which nothing worse is known. */
  private static Reason listed(Screened.Mailbox mailbox, boolean catchAll, Reason otherwise) {
    if (mailbox.flags().has(Flag.DISPOSABLE)) {
      return Reason.DISPOSABLE;
    }
    Suggestion suggestion = mailbox.suggestion();
    if (suggestion != null && suggestion.strong()) {
      return Reason.POSSIBLE_TYPO;
    }
    return !catchAll && mailbox.flags().has(Flag.ROLE) ? Reason.ROLE_ACCOUNT : otherwise;
  }

  private static Flags withCatchAll(Flags flags, Finding finding) {
    return switch (finding.catchAll()) {
      case YES -> flags.with(Flag.CATCH_ALL, true);
      case NO -> flags.with(Flag.CATCH_ALL, false);
      case INCONCLUSIVE, NOT_ASKED -> flags;
    };
  }

  private static Flags withMailbox(Flags flags, Finding finding) {
    if (finding.refusal() == null) {
      return flags.with(Flag.MAILBOX_FULL, false).with(Flag.MAILBOX_DISABLED, false);
    }
    return switch (finding.refusal()) {
      case MAILBOX_FULL -> flags.with(Flag.MAILBOX_FULL, true).with(Flag.MAILBOX_DISABLED, false);
      case MAILBOX_DISABLED -> flags.with(Flag.MAILBOX_DISABLED, true);
      case MAILBOX_NOT_FOUND, MAILBOX_MOVED ->
          flags.with(Flag.MAILBOX_FULL, false).with(Flag.MAILBOX_DISABLED, false);
      default -> flags;
    };
  }

  private static Flags withDns(Flags flags, boolean nullMx, boolean implicitMx) {
    return flags.with(Flag.NULL_MX, nullMx).with(Flag.IMPLICIT_MX, implicitMx);
  }

  private static @Nullable String suggestion(Screened.Mailbox mailbox) {
    return mailbox.suggestion() == null ? null : mailbox.suggestion().address();
  }

  private static Verdict verdict(
      Screened.Mailbox mailbox,
      Reason reason,
      @Nullable String detail,
      Flags flags,
      @Nullable String mailHost) {
    return new Verdict(
        reason, detail, mailbox.normalized(), suggestion(mailbox), flags, mailHost, null);
  }
}
