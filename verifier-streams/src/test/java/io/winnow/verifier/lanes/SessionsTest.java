package io.winnow.verifier.lanes;

import static io.winnow.verifier.lanes.FakeServers.ACCEPTED;
import static io.winnow.verifier.lanes.FakeServers.DROPPED;
import static io.winnow.verifier.lanes.FakeServers.MISSING;
import static io.winnow.verifier.lanes.FakeServers.having;
import static io.winnow.verifier.lanes.FakeServers.reply;
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

  @Test
  void aSessionServesSeveralMailboxesAndThenEnds() {
    world.servers.host(HOST, having("ann"));

    List<CompletableFuture<Finding>> all = world.askMany(20, HOST);
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

    world.askMany(9, HOST);
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

    List<CompletableFuture<Finding>> all = world.askMany(6, HOST);
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

    List<CompletableFuture<Finding>> all = world.askMany(8, HOST);
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(all).allSatisfy(future -> assertThat(future.getNow(null).accepted()).isTrue());
    assertThat(world.servers.connections.subList(4, world.servers.connections.size()))
        .allMatch(one -> one.questions.size() == 1);
  }

  @Test
  void aHostWithoutAnEndOfMailboxesDoesNotStarveAnother() {
    world.servers.host(HOST, having("ann"));
    world.servers.host(SECOND, having("ann"));
    List<CompletableFuture<Finding>> many = new ArrayList<>(world.askMany(400, HOST));
    world.clock.advance(Duration.ofMillis(200));

    CompletableFuture<Finding> one = world.ask("ann@second.example", CatchAll.NO, SECOND);
    many.addAll(world.askMany(400, HOST));
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
    List<CompletableFuture<Finding>> all = world.askMany(30, HOST);
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
