package io.winnow.verifier.verdict;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Verdict;
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
      case Evidence.OfFailure(String failure) -> Verdict.of(Reason.INTERNAL_ERROR, failure);
    };
  }

  private static Verdict ofScreen(Screened screened) {
    return switch (screened) {
      case Screened.Empty _ -> Verdict.of(Reason.EMPTY_ROW);
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
