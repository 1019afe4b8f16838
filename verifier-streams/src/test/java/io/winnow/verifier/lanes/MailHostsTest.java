package io.winnow.verifier.lanes;

import static io.winnow.verifier.lanes.FakeServers.MISSING;
import static io.winnow.verifier.lanes.FakeServers.NO_SMTPUTF8;
import static io.winnow.verifier.lanes.FakeServers.having;
import static io.winnow.verifier.lanes.FakeServers.refusing;
import static io.winnow.verifier.lanes.FakeServers.reply;
import static io.winnow.verifier.lanes.FakeServers.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.Finding.Again;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of a domain's mail hosts is asked, and what is made of one that cannot be. */
class MailHostsTest {
  private static final String HOST = "mx1.example.com";
  private static final String SECOND = "mx2.example.com";

  private final LaneWorld world = new LaneWorld();

  @Test
  void theNextHostIsTriedWhenTheFirstCannotBeReachedWhichIsLearntOnce() {
    world.servers.host(HOST, refusing(silence(SmtpStage.CONNECT, Reason.CONNECT_FAILED)));
    world.servers.host(SECOND, having("ann"));

    List<CompletableFuture<Finding>> all = world.askMany(10, HOST, SECOND);
    world.clock.advance(Duration.ofSeconds(5));

    assertThat(all)
        .allSatisfy(
            future -> {
              assertThat(future.getNow(null).accepted()).isTrue();
              assertThat(future.getNow(null).mailHost()).isEqualTo(SECOND);
            });
    assertThat(world.servers.dials(HOST)).isLessThanOrEqualTo(2);
  }

  @Test
  void theNextHostIsTriedAfterATemporaryFailureAtAnyStage() {
    Heard atBanner = reply(SmtpStage.BANNER, 421, Meaning.TEMPORARY_FAILURE);
    Heard atRcpt = reply(SmtpStage.RCPT, 451, Meaning.TEMPORARY_FAILURE);
    world.servers.host(HOST, refusing(atBanner));
    world.servers.host(SECOND, (_, _) -> atRcpt);
    world.servers.host("mx3.example.com", having("ann"));

    Finding found = world.soon(world.ask("ann@example.com", HOST, SECOND, "mx3.example.com"));
    Finding lost = world.soon(world.ask("bob@example.com", HOST, SECOND));

    assertThat(found.accepted()).isTrue();
    assertThat(lost.refusal()).isEqualTo(Reason.TEMPORARY_FAILURE);
    assertThat(lost.mailHost()).isEqualTo(SECOND);
    assertThat(lost.again()).isEqualTo(Again.LATER);
  }

  @Test
  void theNextHostIsTriedForAnAddressThatTheFirstHasNoWordsFor() {
    world.servers.host(HOST, (_, _) -> NO_SMTPUTF8);
    world.servers.host(SECOND, having("änne"));

    Finding found = world.soon(world.ask("änne@example.com", HOST, SECOND));
    Finding lost = world.soon(world.ask("änne@example.org", HOST));

    assertThat(found.accepted()).isTrue();
    assertThat(found.mailHost()).isEqualTo(SECOND);
    assertThat(lost.refusal()).isEqualTo(Reason.SMTPUTF8_UNSUPPORTED);
    assertThat(lost.again()).isEqualTo(Again.NO);
  }

  @Test
  void thatOneHostHasNoWordsForAnAddressSaysNothingOfOneThatCouldNotBeReached() {
    world.servers.host(SECOND, (_, _) -> NO_SMTPUTF8);

    Finding finding = world.soon(world.ask("änne@example.com", HOST, SECOND));

    assertThat(finding.refusal()).isEqualTo(Reason.SMTPUTF8_UNSUPPORTED);
    assertThat(finding.again()).isEqualTo(Again.LATER);
  }

  @Test
  void greylistingAndRefusalsStayAtTheirHost() {
    world.servers.host(
        HOST,
        (_, question) ->
            question.localPart().equals("ann")
                ? reply(SmtpStage.RCPT, 451, Meaning.GREYLISTED, Duration.ofMinutes(6))
                : MISSING);
    world.servers.host(SECOND, having("ann", "bob"));

    Finding greylisted = world.soon(world.ask("ann@example.com", HOST, SECOND));
    Finding refused = world.soon(world.ask("bob@example.com", HOST, SECOND));

    assertThat(greylisted.refusal()).isEqualTo(Reason.GREYLISTED);
    assertThat(greylisted.again()).isEqualTo(Again.GREYLISTED);
    assertThat(greylisted.retryAfter()).isEqualTo(Duration.ofMinutes(6));
    assertThat(refused.refusal()).isEqualTo(Reason.MAILBOX_NOT_FOUND);
    assertThat(world.servers.dials(SECOND)).isZero();
  }

  private static Heard shutOut(Meaning meaning) {
    return reply(SmtpStage.BANNER, 554, meaning);
  }

  private static long told(List<CompletableFuture<Finding>> all, Again again) {
    return all.stream().filter(future -> future.getNow(null).again() == again).count();
  }

  @Test
  void whoWaitedForAHostThatShutsAnotherOneOutIsAskedLaterAndNotAtOnce() {
    world.servers.host(HOST, refusing(shutOut(Meaning.BLOCKED_BY_SERVER)));

    List<CompletableFuture<Finding>> all = world.askMany(10, HOST);
    world.clock.advance(Duration.ofSeconds(5));

    assertThat(all)
        .allSatisfy(
            future -> {
              assertThat(future.getNow(null).refusal()).isEqualTo(Reason.BLOCKED_BY_SERVER);
              assertThat(future.getNow(null).stage()).isEqualTo(SmtpStage.BANNER);
            });
    assertThat(world.servers.dials(HOST)).isLessThanOrEqualTo(2);
    assertThat(told(all, Again.NO)).as("whose answer it was").isEqualTo(1);
    assertThat(told(all, Again.LATER)).isEqualTo(9);
  }

  @Test
  void whatOurOwnConfigurationIsRefusedForIsNotAskedAgain() {
    world.servers.host(HOST, refusing(shutOut(Meaning.NEEDS_RDNS)));

    List<CompletableFuture<Finding>> all = world.askMany(10, HOST);
    world.clock.advance(Duration.ofSeconds(5));

    assertThat(told(all, Again.NO)).isEqualTo(10);
    assertThat(world.servers.dials(HOST)).isLessThanOrEqualTo(2);
  }

  @Test
  void theNextHostIsTriedWhenTheFirstOffersNoServiceToUs() {
    world.servers.host(HOST, refusing(shutOut(Meaning.BLOCKED_BY_SERVER)));
    world.servers.host(SECOND, having("ann"));

    List<CompletableFuture<Finding>> all = world.askMany(10, HOST, SECOND);
    world.clock.advance(Duration.ofSeconds(5));

    assertThat(all).allSatisfy(future -> assertThat(future.getNow(null).accepted()).isTrue());
    assertThat(world.servers.dials(HOST)).isLessThanOrEqualTo(2);
  }

  @Test
  void aHostThatRefusesOurNameIsTheOnlyOneThatIsAsked() {
    world.servers.host(HOST, refusing(reply(SmtpStage.EHLO, 550, Meaning.BLOCKED_BY_SERVER)));
    world.servers.host(SECOND, having("ann"));

    Finding finding = world.soon(world.ask("ann@example.com", HOST, SECOND));

    assertThat(finding.refusal()).isEqualTo(Reason.BLOCKED_BY_SERVER);
    assertThat(finding.again()).isEqualTo(Again.NO);
    assertThat(world.servers.dials(SECOND)).isZero();
  }

  @Test
  void aHostThatShutsUsOutBesideOneThatCannotBeReachedIsAskedLater() {
    world.servers.host(HOST, refusing(shutOut(Meaning.BLOCKED_BY_SERVER)));

    Finding finding = world.soon(world.ask("ann@example.com", HOST, SECOND));

    assertThat(finding.refusal()).isEqualTo(Reason.BLOCKED_BY_SERVER);
    assertThat(finding.mailHost()).isEqualTo(HOST);
    assertThat(finding.again()).isEqualTo(Again.LATER);
  }

  @Test
  void whoHearsOfGreylistingInPlaceOfABannerIsAskedAfterIt() {
    world.servers.host(HOST, refusing(reply(SmtpStage.BANNER, 451, Meaning.GREYLISTED)));

    Finding finding = world.soon(world.ask("ann@example.com", HOST, SECOND));

    assertThat(finding.again()).isEqualTo(Again.GREYLISTED);
    assertThat(finding.mailHost()).isEqualTo(HOST);
  }

  @Test
  void aHostThatFailedIsTriedAgainAfterSomeSeconds() {
    Finding failed = world.soon(world.ask("ann@example.com", HOST));
    world.servers.host(HOST, having("ann"));
    world.clock.advance(Duration.ofSeconds(10));
    Finding found = world.soon(world.ask("ann@example.com", HOST));

    assertThat(failed.refusal()).isEqualTo(Reason.CONNECT_FAILED);
    assertThat(found.accepted()).isTrue();
  }

  @Test
  void aReplyOfOneHostTellsMoreThanTheSilenceOfTheNext() {
    world.servers.host(HOST, refusing(reply(SmtpStage.BANNER, 421, Meaning.TEMPORARY_FAILURE)));

    Finding finding = world.soon(world.ask("ann@example.com", HOST, SECOND));

    assertThat(finding.refusal()).isEqualTo(Reason.TEMPORARY_FAILURE);
    assertThat(finding.mailHost()).isEqualTo(HOST);
    assertThat(finding.stage()).isEqualTo(SmtpStage.BANNER);
  }

  @Test
  void aHostOfAnotherOperatorIsNotAskedInThisLane() {
    world.servers.host("mx.big.example", having("ann"));

    Finding finding = world.soon(world.ask("ann@example.com", HOST, SECOND, "mx.big.example"));

    assertThat(finding.again()).isEqualTo(Again.ELSEWHERE);
    assertThat(finding.refusal()).isEqualTo(Reason.CONNECT_FAILED);
    assertThat(finding.mailHost()).isEqualTo(SECOND);
    assertThat(world.servers.dials(SECOND)).isEqualTo(1);
    assertThat(world.servers.dials("mx.big.example")).isZero();
  }

  @Test
  void aHostOfTheSameLaneBehindAnotherOperatorsIsNotAskedBeforeIt() {
    Finding finding = world.soon(world.ask("ann@example.com", HOST, "mx.big.example", SECOND));

    assertThat(finding.again()).isEqualTo(Again.ELSEWHERE);
    assertThat(finding.mailHost()).isEqualTo(HOST);
    assertThat(world.servers.dials(SECOND)).isZero();
  }

  @Test
  void atMostFiveHostsAreTried() {
    String[] hosts =
        IntStream.range(0, 8).mapToObj(i -> "mx" + i + ".example.com").toArray(String[]::new);

    Finding finding = world.soon(world.ask("ann@example.com", hosts));

    assertThat(finding.refusal()).isEqualTo(Reason.CONNECT_FAILED);
    assertThat(world.servers.connections).hasSize(5);
  }
}
