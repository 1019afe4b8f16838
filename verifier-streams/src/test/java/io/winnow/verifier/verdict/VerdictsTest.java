package io.winnow.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.Flags.Answer;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.SmtpStage;
import io.winnow.contracts.Status;
import io.winnow.contracts.Verdict;
import io.winnow.verifier.lanes.CatchAll;
import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.resolve.DnsFailure;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.screen.Suggestion;
import io.winnow.verifier.screen.SyntaxFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every combination of what can be known of an address gets the one verdict that it earns. */
class VerdictsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SmtpEvidence SMTP =
      new SmtpEvidence(
          "op.example",
          SmtpStage.RCPT,
          250,
          null,
          "ok",
          1,
          NOON,
          NOON,
          SmtpEvidence.Source.LIVE,
          null);

  private static final Set<Reason> SAID_BY_THE_SERVER =
      EnumSet.of(
          Reason.MAILBOX_NOT_FOUND,
          Reason.MAILBOX_DISABLED,
          Reason.MAILBOX_MOVED,
          Reason.MAILBOX_FULL);

  private enum Typo {
    NONE,
    WEAK,
    STRONG;

    @Nullable Suggestion suggestion() {
      return this == NONE ? null : new Suggestion("a@meant.example", this == STRONG);
    }
  }

  /** What the screen can have noticed, in all combinations that matter. */
  static List<Screened.Mailbox> mailboxes() {
    List<Screened.Mailbox> all = new ArrayList<>();
    for (Typo typo : Typo.values()) {
      for (int bits = 0; bits < 8; bits++) {
        Flags flags = new Screened.Mailbox("a", "b.example").flags();
        if ((bits & 1) != 0) {
          flags = flags.with(Flag.DISPOSABLE, true);
        }
        if ((bits & 2) != 0) {
          flags = flags.with(Flag.ROLE, true);
        }
        if ((bits & 4) != 0) {
          flags = flags.with(Flag.FREE, true);
        }
        all.add(new Screened.Mailbox("a", "b.example", flags, typo.suggestion()));
      }
    }
    return all;
  }

  private static Reason listedOr(Screened.Mailbox mailbox, Reason catchAllOr, Reason otherwise) {
    if (mailbox.flags().has(Flag.DISPOSABLE)) {
      return Reason.DISPOSABLE;
    }
    Suggestion suggestion = mailbox.suggestion();
    if (suggestion != null && suggestion.strong()) {
      return Reason.POSSIBLE_TYPO;
    }
    if (catchAllOr == Reason.CATCH_ALL) {
      return Reason.CATCH_ALL;
    }
    return mailbox.flags().has(Flag.ROLE) ? Reason.ROLE_ACCOUNT : otherwise;
  }

  private static Finding finding(@Nullable Reason refusal, CatchAll catchAll) {
    return new Finding(
        refusal,
        catchAll,
        Finding.Again.NO,
        null,
        "mx2.b.example",
        SmtpStage.RCPT,
        250,
        null,
        "ok",
        null,
        NOON,
        NOON);
  }

  private static Verdict probed(
      Screened.Mailbox mailbox, @Nullable Reason refusal, CatchAll catchAll) {
    return Verdicts.of(new Evidence.OfProbe(mailbox, false, finding(refusal, catchAll), SMTP));
  }

  @ParameterizedTest
  @MethodSource("mailboxes")
  void anAcceptedMailboxIsWorthWhatItsDomainsRefusalsAre(Screened.Mailbox mailbox) {
    assertThat(probed(mailbox, null, CatchAll.NO).reason())
        .isEqualTo(listedOr(mailbox, Reason.ACCEPTED_MAILBOX, Reason.ACCEPTED_MAILBOX));
    assertThat(probed(mailbox, null, CatchAll.YES).reason())
        .isEqualTo(listedOr(mailbox, Reason.CATCH_ALL, Reason.CATCH_ALL));
    assertThat(probed(mailbox, null, CatchAll.INCONCLUSIVE).reason())
        .isEqualTo(Reason.ACCEPTED_UNCONFIRMED);
    assertThat(probed(mailbox, null, CatchAll.NOT_ASKED).reason())
        .isEqualTo(Reason.ACCEPTED_UNCONFIRMED);
  }

  @ParameterizedTest
  @MethodSource("mailboxes")
  void whatWasNotAcceptedStandsWhateverTheListsSay(Screened.Mailbox mailbox) {
    for (Reason refusal : Reason.values()) {
      for (CatchAll catchAll : CatchAll.values()) {
        Verdict verdict = probed(mailbox, refusal, catchAll);

        assertThat(verdict.reason()).isEqualTo(refusal);
        assertThat(verdict.mailHost()).isEqualTo("mx2.b.example");
        assertThat(verdict.smtp()).isEqualTo(SMTP);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mailboxes")
  void withoutAServerTheListsCountUnlessTheDomainIsBad(Screened.Mailbox mailbox) {
    assertThat(Verdicts.of(new Evidence.OfScreen(mailbox)).reason())
        .isEqualTo(listedOr(mailbox, Reason.DNS_NOT_CHECKED, Reason.DNS_NOT_CHECKED));
    assertThat(routed(mailbox, new Route.MailHosts(List.of("mx"), false)).reason())
        .isEqualTo(listedOr(mailbox, Reason.SMTP_NOT_CHECKED, Reason.SMTP_NOT_CHECKED));
    assertThat(routed(mailbox, new Route.NullMx()).reason()).isEqualTo(Reason.NULL_MX);
    assertThat(routed(mailbox, new Route.DomainNotFound()).reason())
        .isEqualTo(Reason.DOMAIN_NOT_FOUND);
    assertThat(routed(mailbox, new Route.NoMailServer(Route.Lack.ONLY_PRIVATE_ADDRESSES)).reason())
        .isEqualTo(Reason.NO_MAIL_SERVER);
    assertThat(routed(mailbox, new Route.Unanswered(DnsFailure.TIMEOUT)).reason())
        .isEqualTo(Reason.DNS_TIMEOUT);
    assertThat(routed(mailbox, new Route.Unanswered(DnsFailure.SERVER_FAILURE)).reason())
        .isEqualTo(Reason.DNS_SERVFAIL);
  }

  private static Verdict routed(Screened.Mailbox mailbox, Route route) {
    return Verdicts.of(new Evidence.OfRoute(mailbox, route));
  }

  /** Only a bad address, a bad domain, or a server that says so of the mailbox. */
  @Test
  void nothingElseIsUndeliverable() {
    List<Verdict> all = new ArrayList<>();
    for (Screened.Mailbox mailbox : mailboxes()) {
      all.add(Verdicts.of(new Evidence.OfScreen(mailbox)));
      all.add(routed(mailbox, new Route.MailHosts(List.of("mx"), true)));
      all.add(routed(mailbox, new Route.Unanswered(DnsFailure.TIMEOUT)));
      all.add(routed(mailbox, new Route.Unanswered(DnsFailure.SERVER_FAILURE)));
      for (CatchAll catchAll : CatchAll.values()) {
        all.add(probed(mailbox, null, catchAll));
        Stream.of(Reason.values())
            .filter(reason -> reason.status() == Status.UNKNOWN)
            .forEach(reason -> all.add(probed(mailbox, reason, catchAll)));
        all.add(
            Verdicts.of(
                new Evidence.OutOfTime(mailbox, false, "mx", Reason.GREYLISTED, null, null)));
      }
      all.add(Verdicts.of(new Evidence.OfFailure("broken")));
    }

    assertThat(all).extracting(Verdict::status).doesNotContain(Status.UNDELIVERABLE);
  }

  @ParameterizedTest
  @EnumSource(CatchAll.class)
  void catchAllIsYesOrNoOnlyWhereItWasAnswered(CatchAll catchAll) {
    Answer expected =
        switch (catchAll) {
          case YES -> Answer.YES;
          case NO -> Answer.NO;
          case INCONCLUSIVE, NOT_ASKED -> Answer.UNKNOWN;
        };

    assertThat(probed(mailboxes().getFirst(), null, catchAll).flags().get(Flag.CATCH_ALL))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void fullAndDisabledAreKnownOnlyFromWhatTheServerSaid(Reason refusal) {
    var flags = probed(mailboxes().getFirst(), refusal, CatchAll.NOT_ASKED).flags();

    assertThat(flags.has(Flag.MAILBOX_FULL)).isEqualTo(refusal == Reason.MAILBOX_FULL);
    assertThat(flags.has(Flag.MAILBOX_DISABLED)).isEqualTo(refusal == Reason.MAILBOX_DISABLED);
    if (!SAID_BY_THE_SERVER.contains(refusal)) {
      assertThat(flags.get(Flag.MAILBOX_FULL)).isEqualTo(Answer.UNKNOWN);
      assertThat(flags.get(Flag.MAILBOX_DISABLED)).isEqualTo(Answer.UNKNOWN);
    }
  }

  @Test
  void anAcceptedMailboxIsNeitherFullNorDisabled() {
    var flags = probed(mailboxes().getFirst(), null, CatchAll.NO).flags();

    assertThat(flags.get(Flag.MAILBOX_FULL)).isEqualTo(Answer.NO);
    assertThat(flags.get(Flag.MAILBOX_DISABLED)).isEqualTo(Answer.NO);
  }

  @Test
  void whatTheDnsSaidStandsInTheFlags() {
    Screened.Mailbox mailbox = mailboxes().getFirst();

    assertThat(routed(mailbox, new Route.NullMx()).flags().get(Flag.NULL_MX)).isEqualTo(Answer.YES);
    assertThat(
            routed(mailbox, new Route.MailHosts(List.of("b.example"), true))
                .flags()
                .get(Flag.IMPLICIT_MX))
        .isEqualTo(Answer.YES);
    assertThat(routed(mailbox, new Route.Unanswered(DnsFailure.TIMEOUT)).flags().get(Flag.NULL_MX))
        .isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void theSuggestionGoesWithEveryVerdictOfASoundAddress() {
    Screened.Mailbox typo =
        new Screened.Mailbox(
            "a", "b.example", mailboxes().getFirst().flags(), Typo.WEAK.suggestion());

    assertThat(Verdicts.of(new Evidence.OfScreen(typo)).didYouMean()).isEqualTo("a@meant.example");
    assertThat(routed(typo, new Route.DomainNotFound()).didYouMean()).isEqualTo("a@meant.example");
    assertThat(probed(typo, Reason.SMTP_TIMEOUT, CatchAll.NOT_ASKED).didYouMean())
        .isEqualTo("a@meant.example");
  }

  @Test
  void whatTheScreenRefusesIsNamedWithItsRule() {
    assertThat(
            Verdicts.of(new Evidence.OfScreen(new Screened.Invalid(SyntaxFault.SECOND_AT, 14)))
                .detail())
        .isEqualTo("second_at at 15");
    Verdict rule =
        Verdicts.of(
            new Evidence.OfScreen(new Screened.ProviderRule("a@gmail.com", "least_length 6")));
    assertThat(rule.reason()).isEqualTo(Reason.PROVIDER_RULE_VIOLATION);
    assertThat(rule.detail()).isEqualTo("least_length 6");
  }

  @Test
  void anEmptyRowHasNoFlags() {
    assertThat(Verdicts.of(new Evidence.OfScreen(new Screened.Empty())).flags().set()).isEmpty();
  }
}
