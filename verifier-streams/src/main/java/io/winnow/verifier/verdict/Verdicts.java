package io.winnow.verifier.verdict;

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
      case Evidence.OfFailure(String failure) ->
          new Verdict(Reason.INTERNAL_ERROR, failure, null, null);
    };
  }

  private static Verdict ofScreen(Screened screened) {
    return switch (screened) {
      case Screened.Empty _ -> Verdict.of(Reason.EMPTY_ROW);
      case Screened.Invalid invalid ->
          new Verdict(
              Reason.INVALID_SYNTAX,
              invalid.fault().wireName() + " at " + (invalid.position() + 1),
              null,
              null);
      case Screened.Literal literal ->
          new Verdict(Reason.DOMAIN_LITERAL, null, literal.normalized(), null);
      case Screened.Reserved reserved ->
          new Verdict(Reason.RESERVED_DOMAIN, null, reserved.normalized(), null);
      // a reason of its own once the contract has one
      case Screened.ProviderRule rule ->
          new Verdict(
              Reason.INVALID_SYNTAX, "provider_rule " + rule.rule(), rule.normalized(), null);
      case Screened.Mailbox mailbox ->
          new Verdict(Reason.DNS_NOT_CHECKED, null, mailbox.normalized(), null);
    };
  }

  private static Verdict ofRoute(Screened.Mailbox mailbox, Route route) {
    return switch (route) {
      case Route.MailHosts found ->
          verdict(
              mailbox,
              Reason.SMTP_NOT_CHECKED,
              found.implicit() ? "implicit_mx" : null,
              found.hosts().getFirst());
      case Route.NullMx _ -> verdict(mailbox, Reason.NULL_MX, null, null);
      case Route.NoMailServer none ->
          verdict(
              mailbox, Reason.NO_MAIL_SERVER, none.lack().name().toLowerCase(Locale.ROOT), null);
      case Route.DomainNotFound _ -> verdict(mailbox, Reason.DOMAIN_NOT_FOUND, null, null);
      case Route.Unanswered unanswered ->
          switch (unanswered.failure()) {
            case TIMEOUT -> verdict(mailbox, Reason.DNS_TIMEOUT, null, null);
            case SERVER_FAILURE -> verdict(mailbox, Reason.DNS_SERVFAIL, null, null);
          };
    };
  }

  private static Verdict verdict(
      Screened.Mailbox mailbox, Reason reason, @Nullable String detail, @Nullable String mailHost) {
    return new Verdict(reason, detail, mailbox.normalized(), mailHost);
  }
}
