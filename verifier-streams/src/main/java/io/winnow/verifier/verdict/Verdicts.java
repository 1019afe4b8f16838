package io.winnow.verifier.verdict;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Verdict;
import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Screened;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From evidence to verdict: pure, and the only place where a verdict is made. */
public final class Verdicts {
  private Verdicts() {}

  /** The verdict that the evidence earns. */
  public static Verdict of(Evidence evidence) {
    return switch (evidence) {
      case Evidence.OfScreen(Screened screened) -> ofScreen(screened);
      case Evidence.OfRoute(Screened.Mailbox mailbox, Route route) -> ofRoute(mailbox, route);
      case Evidence.OfProbe probed ->
          new Verdict(
              ofFinding(probed.finding()),
              null,
              probed.mailbox().normalized(),
              null,
              mailboxFlags(dnsKnown(false, probed.implicitMx()), probed.finding()),
              probed.finding().mailHost(),
              probed.smtp());
      case Evidence.OutOfTime late ->
          new Verdict(
              late.lastKnown(),
              late.detail(),
              late.mailbox().normalized(),
              null,
              dnsKnown(false, late.implicitMx()),
              late.mailHost(),
              late.smtp());
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
      case Screened.Literal literal -> screened(Reason.DOMAIN_LITERAL, literal.normalized());
      case Screened.Reserved reserved -> screened(Reason.RESERVED_DOMAIN, reserved.normalized());
      case Screened.Mailbox mailbox -> screened(Reason.DNS_NOT_CHECKED, mailbox.normalized());
    };
  }

  private static Verdict screened(Reason reason, String normalized) {
    return new Verdict(reason, null, normalized, null, Flags.UNKNOWN, null, null);
  }

  private static Verdict ofRoute(Screened.Mailbox mailbox, Route route) {
    return switch (route) {
      case Route.MailHosts found ->
          verdict(
              mailbox,
              Reason.SMTP_NOT_CHECKED,
              null,
              dnsKnown(false, found.implicit()),
              found.hosts().getFirst());
      case Route.NullMx _ -> verdict(mailbox, Reason.NULL_MX, null, dnsKnown(true, false), null);
      case Route.NoMailServer none ->
          verdict(
              mailbox,
              Reason.NO_MAIL_SERVER,
              none.lack().name().toLowerCase(Locale.ROOT),
              dnsKnown(false, false),
              null);
      case Route.DomainNotFound _ ->
          verdict(mailbox, Reason.DOMAIN_NOT_FOUND, null, dnsKnown(false, false), null);
      case Route.Unanswered unanswered ->
          verdict(
              mailbox,
              switch (unanswered.failure()) {
                case TIMEOUT -> Reason.DNS_TIMEOUT;
                case SERVER_FAILURE -> Reason.DNS_SERVFAIL;
              },
              null,
              Flags.UNKNOWN,
              null);
    };
  }

  /** What the server refused stands; what it accepted is worth as much as its refusals are. */
  private static Reason ofFinding(Finding finding) {
    if (finding.refusal() != null) {
      return finding.refusal();
    }
    return switch (finding.catchAll()) {
      case INCONCLUSIVE, NOT_ASKED -> Reason.ACCEPTED_UNCONFIRMED;
      case YES -> Reason.CATCH_ALL;
      case NO -> Reason.ACCEPTED_MAILBOX;
    };
  }

  private static Flags mailboxFlags(Flags flags, Finding finding) {
    Flags known =
        switch (finding.catchAll()) {
          case YES -> flags.with(Flag.CATCH_ALL, true);
          case NO -> flags.with(Flag.CATCH_ALL, false);
          case INCONCLUSIVE, NOT_ASKED -> flags;
        };
    if (finding.refusal() == null) {
      return known.with(Flag.MAILBOX_FULL, false).with(Flag.MAILBOX_DISABLED, false);
    }
    return switch (finding.refusal()) {
      case MAILBOX_FULL -> known.with(Flag.MAILBOX_FULL, true).with(Flag.MAILBOX_DISABLED, false);
      case MAILBOX_DISABLED -> known.with(Flag.MAILBOX_DISABLED, true);
      case MAILBOX_NOT_FOUND, MAILBOX_MOVED ->
          known.with(Flag.MAILBOX_FULL, false).with(Flag.MAILBOX_DISABLED, false);
      default -> known;
    };
  }

  private static Flags dnsKnown(boolean nullMx, boolean implicitMx) {
    return Flags.UNKNOWN.with(Flag.NULL_MX, nullMx).with(Flag.IMPLICIT_MX, implicitMx);
  }

  private static Verdict verdict(
      Screened.Mailbox mailbox,
      Reason reason,
      @Nullable String detail,
      Flags flags,
      @Nullable String mailHost) {
    return new Verdict(reason, detail, mailbox.normalized(), null, flags, mailHost, null);
  }
}
