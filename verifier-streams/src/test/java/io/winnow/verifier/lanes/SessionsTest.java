package io.winnow.verifier.lanes;

import static io.winnow.verifier.lanes.FakeServers.ACCEPTED;
import static io.winnow.verifier.lanes.FakeServers.DROPPED;
import static io.winnow.verifier.lanes.FakeServers.MISSING;
import static io.winnow.verifier.lanes.FakeServers.NO_SMTPUTF8;
import static io.winnow.verifier.lanes.FakeServers.having;
import static io.winnow.verifier.lanes.FakeServers.refusing;
import static io.winnow.verifier.lanes.FakeServers.reply;
import static io.winnow.verifier.lanes.FakeServers.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.FakeServers.Connection;
import io.winnow.verifier.lanes.FakeServers.Host;
import io.winnow.verifier.lanes.Finding.Again;
import io.winnow.verifier.lanes.Session.Question;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final String HOST = "mx1.example.com";
  private static final String SECOND = "mx2.example.com";

  private final LaneWorld world = new LaneWorld();

  private List<CompletableFuture<Finding>> askMany(int count, String... hosts) {
    return IntStream.range(0, count)
        .mapToObj(i -> world.ask("ann@d" + i + ".example", CatchAll.NO, hosts))
        .toList();
  }

  @Test
  void aSessionServesSeveralMailboxesAndThenEnds() {
    world.servers.host(HOST, having("ann"));

    List<CompletableFuture<Finding>> all = askMany(20, HOST);
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(all).allSatisfy(future -> assertThat(future.getNow(null).accepted()).isTrue());
    assertThat(world.servers.connections).hasSize(2);
    assertThat(world.servers.connections).allMatch(one -> one.questions.size() == 10);
    assertThat(world.servers.connections).allMatch(Connection::ended);
  }

  @Test
  void mailboxesOfOneDomainShareATransactionAndThoseOfTwoDomainsNever() {
    world.servers.host(HOST, having("ann"));

    for (int i = 0; i < 40; i++) {
      var _ = world.ask("m" + i + "@d" + i % 2 + ".example", CatchAll.NO, HOST);
    }
    world.clock.advance(Duration.ofSeconds(10));

    long together = 0;
    for (Connection connection : world.servers.connections) {
      String before = "";
      for (Question question : connection.questions) {
        if (question.together()) {
          assertThat(question.domain()).isEqualTo(before);
          together++;
        }
        before = question.domain();
      }
    }
    assertThat(world.servers.asked(HOST)).hasSize(40);
    assertThat(together).as("of 40, in sessions of three").isGreaterThan(15);
  }

  @Test
  void whoIsPutOffBehindOthersOfATransactionIsAskedOnceMoreByItself() {
    Heard putOff = reply(SmtpStage.RCPT, 451, Meaning.TEMPORARY_FAILURE);
    world.servers.host(HOST, (_, question) -> question.together() ? putOff : ACCEPTED);

    List<CompletableFuture<Finding>> all =
        IntStream.range(0, 8)
            .mapToObj(i -> world.ask("m" + i + "@example.com", CatchAll.NO, HOST))
            .toList();
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(all).allSatisfy(future -> assertThat(future.getNow(null).accepted()).isTrue());
    assertThat(world.servers.asked(HOST).size()).isBetween(9, 16);
  }

  @Test
  void anIdleSessionWaitsForTheNextMailboxAndThenEnds() {
    world.servers.host(HOST, having("ann"));

    world.within(Duration.ofSeconds(1), world.ask("ann@a.example", CatchAll.NO, HOST));
    world.within(Duration.ofSeconds(1), world.ask("ann@b.example", CatchAll.NO, HOST));
    assertThat(world.servers.connections).hasSize(1);
    assertThat(world.servers.connections.getFirst().ended()).isFalse();
    world.clock.advance(Duration.ofSeconds(3));

    assertThat(world.servers.connections.getFirst().ended()).isTrue();
  }

  @Test
  void withoutReuseEachMailboxHasASessionOfItsOwn() {
    LaneWorld wasteful =
        new LaneWorld(LaneWorld.FAST, Map.of("winnow.smtp.reuse-sessions", "false"), 1);
    wasteful.servers.host(HOST, having("ann"));

    for (int i = 0; i < 5; i++) {
      var _ = wasteful.ask("ann@d" + i + ".example", HOST);
    }
    wasteful.clock.advance(Duration.ofSeconds(10));

    assertThat(wasteful.servers.connections).hasSize(5);
    assertThat(wasteful.servers.connections)
        .allMatch(one -> one.questions.size() == 2, "the mailbox and the random one");
  }

  @Test
  void aSessionEndsAfterSomeUnknownMailboxes() {
    world.servers.host(HOST, having());

    askMany(9, HOST);
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(world.servers.connections).allMatch(one -> one.questions.size() <= 3);
    assertThat(world.servers.asked(HOST)).hasSize(9);
  }

  @Test
  void aServerThatHangsUpAfterARefusalIsAskedInANewSession() {
    world.servers.host(
        HOST,
        new Host() {
          @Override
          public Heard answer(Connection connection, Question question) {
            return MISSING;
          }

          @Override
          public boolean hangsUp(Connection connection, Heard said) {
            return true;
          }
        });

    List<CompletableFuture<Finding>> all = askMany(6, HOST);
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(all)
        .allSatisfy(
            future ->
                assertThat(future.getNow(null).refusal()).isEqualTo(Reason.MAILBOX_NOT_FOUND));
    assertThat(world.servers.connections).hasSize(6);
  }

  @Test
  void aServerThatHangsUpInPlaceOfEachAnswerIsGivenUp() {
    world.servers.host(HOST, (_, _) -> DROPPED);

    Finding finding = world.soon(world.ask("ann@example.com", HOST));

    assertThat(finding.refusal()).isEqualTo(Reason.CONNECTION_DROPPED);
    assertThat(finding.again()).isEqualTo(Again.LATER);
    assertThat(world.servers.connections).hasSize(3);
  }

  @Test
  void tooManyRecipientsMeansANewSessionAndFewerFromThenOn() {
    Heard tooMany = reply(SmtpStage.RCPT, 452, Meaning.TOO_MANY_RECIPIENTS);
    world.servers.host(
        HOST, (connection, _) -> connection.questions.size() > 1 ? tooMany : ACCEPTED);

    List<CompletableFuture<Finding>> all = askMany(8, HOST);
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(all).allSatisfy(future -> assertThat(future.getNow(null).accepted()).isTrue());
    assertThat(world.servers.connections.subList(4, world.servers.connections.size()))
        .allMatch(one -> one.questions.size() == 1);
  }

  @Test
  void theNextHostIsTriedWhenTheFirstCannotBeReachedWhichIsLearntOnce() {
    world.servers.host(HOST, refusing(silence(SmtpStage.CONNECT, Reason.CONNECT_FAILED)));
    world.servers.host(SECOND, having("ann"));

    List<CompletableFuture<Finding>> all = askMany(10, HOST, SECOND);
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

    List<CompletableFuture<Finding>> all = askMany(10, HOST);
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

    List<CompletableFuture<Finding>> all = askMany(10, HOST);
    world.clock.advance(Duration.ofSeconds(5));

    assertThat(told(all, Again.NO)).isEqualTo(10);
    assertThat(world.servers.dials(HOST)).isLessThanOrEqualTo(2);
  }

  @Test
  void theNextHostIsTriedWhenTheFirstOffersNoServiceToUs() {
    world.servers.host(HOST, refusing(shutOut(Meaning.BLOCKED_BY_SERVER)));
    world.servers.host(SECOND, having("ann"));

    List<CompletableFuture<Finding>> all = askMany(10, HOST, SECOND);
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

  @Test
  void aHostWithoutAnEndOfMailboxesDoesNotStarveAnother() {
    world.servers.host(HOST, having("ann"));
    world.servers.host(SECOND, having("ann"));
    List<CompletableFuture<Finding>> many = new ArrayList<>(askMany(400, HOST));
    world.clock.advance(Duration.ofMillis(200));

    CompletableFuture<Finding> one = world.ask("ann@second.example", CatchAll.NO, SECOND);
    many.addAll(askMany(400, HOST));
    while (!one.isDone()) {
      world.clock.advance(Duration.ofMillis(10));
    }

    assertThat(many.stream().filter(CompletableFuture::isDone).count())
        .as("those who were there before, and a session or two of those who came later")
        .isLessThan(460);
  }

  @Test
  void whatIsCancelledIsNotAsked() {
    world.servers.host(HOST, having("ann"));
    CompletableFuture<Finding> cancelled = world.ask("ann@example.com", HOST);

    assertThat(cancelled.cancel(false)).isTrue();
    world.clock.advance(Duration.ofSeconds(5));

    assertThat(world.servers.asked(HOST)).isEmpty();
    assertThat(world.servers.connections).allMatch(Connection::ended);
  }

  @Test
  void aLaneThatIsClosedEndsItsSessionsAndItsInquiries() throws InterruptedException {
    world.servers.host(HOST, (_, _) -> ACCEPTED);
    world.servers.answering = Duration.ofHours(1);
    List<CompletableFuture<Finding>> all = askMany(30, HOST);
    world.clock.advance(Duration.ofSeconds(1));

    Thread closing = Thread.ofVirtual().start(() -> world.lanes.close("example.com"));
    while (all.stream().anyMatch(future -> !future.isDone())) {
      Thread.onSpinWait();
    }
    world.clock.advance(Duration.ofSeconds(1));

    assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(world.servers.connections).isNotEmpty().allMatch(Connection::ended);
    assertThat(world.lanes.room("example.com")).isZero();
    assertThat(closing.join(Duration.ofSeconds(20)))
        .as("closing ends with the last of them")
        .isTrue();
  }

  @Test
  void anInquiryForALaneThatIsNotOpenFails() {
    CompletableFuture<Finding> future =
        world.lanes.ask(
            new Inquiry(
                "example.com", "ann", "example.com", List.of(HOST), CatchAll.NOT_ASKED, false));

    assertThat(future).isCompletedExceptionally();
  }
}
