package io.winnow.verifier.lanes;

import static io.winnow.verifier.lanes.FakeServers.ACCEPTED;
import static io.winnow.verifier.lanes.FakeServers.BARE;
import static io.winnow.verifier.lanes.FakeServers.DROPPED;
import static io.winnow.verifier.lanes.FakeServers.MISSING;
import static io.winnow.verifier.lanes.FakeServers.having;
import static io.winnow.verifier.lanes.FakeServers.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.Finding.Again;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatchAllTest {
  private static final String HOST = "mx.example.com";
  private static final Heard DEFERRED = reply(SmtpStage.RCPT, 451, Meaning.TEMPORARY_FAILURE);

  private final LaneWorld world = new LaneWorld();

  @Test
  void anAcceptedMailboxIsFollowedByARandomOneInTheSameSession() {
    world.servers.host(HOST, having("ann"));

    Finding finding = world.soon(world.ask("ann@example.com", HOST));

    assertThat(finding.accepted()).isTrue();
    assertThat(finding.catchAll()).isEqualTo(CatchAll.NO);
    assertThat(finding.stage()).isEqualTo(SmtpStage.RCPT);
    assertThat(world.servers.connections).hasSize(1);
    assertThat(world.servers.questions().map(Session.Question::stage))
        .containsExactly(SmtpStage.RCPT, SmtpStage.PROBE);
    assertThat(world.servers.questions().toList().getLast().localPart())
        .matches("[a-z][a-z0-9]{15,}");
  }

  @Test
  void aServerThatTakesTheRandomOneTakesAll() {
    world.servers.host(HOST, (_, _) -> ACCEPTED);

    Finding finding = world.soon(world.ask("ann@example.com", HOST));

    assertThat(finding.accepted()).isTrue();
    assertThat(finding.catchAll()).isEqualTo(CatchAll.YES);
    assertThat(finding.stage()).isEqualTo(SmtpStage.PROBE);
    assertThat(finding.code()).isEqualTo(250);
  }

  @Test
  void aRefusedMailboxIsNotFollowedByAnything() {
    world.servers.host(HOST, having("ann"));

    Finding finding = world.soon(world.ask("bob@example.com", HOST));

    assertThat(finding.refusal()).isEqualTo(Reason.MAILBOX_NOT_FOUND);
    assertThat(finding.catchAll()).isEqualTo(CatchAll.NOT_ASKED);
    assertThat(world.servers.probes()).isZero();
  }

  @Test
  void aDomainIsAskedOnceHoweverManyOfItsMailboxesAreAcceptedAtOnce() {
    world.servers.host(
        HOST, (_, question) -> question.localPart().startsWith("m-") ? ACCEPTED : MISSING);

    List<CompletableFuture<Finding>> all =
        IntStream.range(0, 60).mapToObj(i -> world.ask("m-" + i + "@example.com", HOST)).toList();
    world.clock.advance(Duration.ofSeconds(20));

    assertThat(all)
        .allSatisfy(
            future -> {
              assertThat(future).isCompleted();
              assertThat(future.getNow(null).catchAll()).isEqualTo(CatchAll.NO);
            });
    assertThat(world.servers.probes()).isEqualTo(1);
  }

  @Test
  void domainsThatShareAServerAreAskedOnceEach() {
    world.servers.host(HOST, having("ann", "bob"));

    for (int i = 0; i < 20; i++) {
      var _ = world.ask((i % 2 == 0 ? "ann" : "bob") + "@d" + i % 5 + ".example", HOST);
    }
    world.clock.advance(Duration.ofSeconds(20));

    Set<String> domains = new HashSet<>();
    world
        .servers
        .questions()
        .filter(question -> question.stage() == SmtpStage.PROBE)
        .forEach(question -> assertThat(domains.add(question.domain())).isTrue());
    assertThat(domains).hasSize(5);
  }

  @Test
  void whatIsNeitherYesNorNoIsInconclusiveForAllWhoWait() {
    world.servers.host(
        HOST, (_, question) -> question.stage() == SmtpStage.RCPT ? ACCEPTED : DEFERRED);

    List<CompletableFuture<Finding>> all =
        IntStream.range(0, 8).mapToObj(i -> world.ask("m" + i + "@example.com", HOST)).toList();
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(all)
        .allSatisfy(
            future -> assertThat(future.getNow(null).catchAll()).isEqualTo(CatchAll.INCONCLUSIVE));
    assertThat(world.servers.probes()).isEqualTo(1);
  }

  @Test
  void aDomainIsAskedAgainWhenTheAnswerIsTooOld() {
    world.servers.host(
        HOST, (_, question) -> question.stage() == SmtpStage.RCPT ? ACCEPTED : DEFERRED);

    world.soon(world.ask("ann@example.com", HOST));
    world.within(Duration.ofMinutes(58), world.ask("bob@example.com", HOST));
    assertThat(world.servers.probes()).isEqualTo(1);
    world.clock.advance(Duration.ofMinutes(3));
    world.soon(world.ask("cid@example.com", HOST));

    assertThat(world.servers.probes()).isEqualTo(2);
  }

  @Test
  void whatTheCallerKnowsIsNotAskedFor() {
    world.servers.host(HOST, having("ann"));

    Finding finding = world.soon(world.ask("ann@example.com", CatchAll.YES, HOST));

    assertThat(finding.catchAll()).isEqualTo(CatchAll.YES);
    assertThat(world.servers.probes()).isZero();
  }

  @Test
  void anOperatorsOwnDomainsThatRefuseUnknownMailboxesAreNotAsked() {
    world.servers.host("mx.big.example", having("ann"));

    Finding own = world.soon(world.ask("ann@own.example", "mx.big.example"));
    long probesOfOwn = world.servers.probes();
    Finding hosted = world.soon(world.ask("ann@hosted.example", "mx.big.example"));

    assertThat(own.catchAll()).isEqualTo(CatchAll.NO);
    assertThat(probesOfOwn).isZero();
    assertThat(hosted.catchAll()).isEqualTo(CatchAll.NO);
    assertThat(world.servers.probes()).isEqualTo(1);
  }

  @Test
  void whereAcceptanceMeansNothingNothingIsConcluded() {
    world.servers.host("mx.liar.example", having("ann"));

    Finding accepted = world.soon(world.ask("ann@liar.example", "mx.liar.example"));
    Finding refused = world.soon(world.ask("bob@liar.example", "mx.liar.example"));

    assertThat(accepted.refusal()).isEqualTo(Reason.PROVIDER_UNVERIFIABLE);
    assertThat(refused.refusal()).isEqualTo(Reason.MAILBOX_NOT_FOUND);
    assertThat(world.servers.probes()).isZero();
  }

  @Test
  void aServerThatHangsUpOnTheRandomOneIsAskedTheSameInANewSession() {
    world.servers.host(
        HOST,
        (connection, question) ->
            question.stage() == SmtpStage.RCPT
                ? ACCEPTED
                : connection.questions.size() > 1 ? DROPPED : MISSING);

    Finding finding = world.soon(world.ask("ann@example.com", HOST));

    assertThat(finding.catchAll()).isEqualTo(CatchAll.NO);
    assertThat(world.servers.connections).hasSize(2);
    assertThat(
            world
                .servers
                .questions()
                .filter(question -> question.stage() == SmtpStage.PROBE)
                .map(Session.Question::localPart)
                .distinct())
        .hasSize(1);
  }

  @Test
  void aServerThatAlwaysHangsUpOnTheRandomOneIsInconclusive() {
    world.servers.host(
        HOST, (_, question) -> question.stage() == SmtpStage.RCPT ? ACCEPTED : DROPPED);

    Finding finding = world.soon(world.ask("ann@example.com", HOST));

    assertThat(finding.accepted()).isTrue();
    assertThat(finding.catchAll()).isEqualTo(CatchAll.INCONCLUSIVE);
  }

  @Test
  void nobodyWaitsForAProbeLongerThanIsSet() {
    LaneWorld patient =
        new LaneWorld(LaneWorld.FAST, Map.of("winnow.smtp.catch-all-wait", "5 s"), 1);
    patient.servers.host(HOST, (_, _) -> ACCEPTED);
    patient.servers.answering = Duration.ofSeconds(20);

    CompletableFuture<Finding> owner = patient.ask("ann@example.com", HOST);
    CompletableFuture<Finding> waiter = patient.ask("bob@example.com", HOST);
    patient.clock.advance(Duration.ofSeconds(27));

    assertThat(waiter.getNow(null).catchAll()).isEqualTo(CatchAll.INCONCLUSIVE);
    assertThat(owner).isNotDone();
    patient.clock.advance(Duration.ofSeconds(20));
    assertThat(owner.getNow(null).catchAll()).isEqualTo(CatchAll.YES);
  }

  @Test
  void whoeverWaitsTakesOverFromOneThatIsCancelled() {
    LaneWorld one =
        new LaneWorld(
            LaneWorld.FAST.replaceFirst(
                "recipients-per-session = 10", "recipients-per-session = 1"),
            Map.of(),
            1);
    one.servers.host(HOST, having("ann", "bob"));
    one.servers.connecting = Duration.ofSeconds(1);

    CompletableFuture<Finding> owner = one.ask("ann@example.com", HOST);
    CompletableFuture<Finding> waiter = one.ask("bob@example.com", HOST);
    one.clock.advance(Duration.ofMillis(1_300));
    assertThat(owner.cancel(false)).isTrue();

    assertThat(one.soon(waiter).catchAll()).isEqualTo(CatchAll.NO);
    assertThat(one.servers.probes()).isEqualTo(1);
  }

  @Test
  void aRefusalWithoutAWordIsAMissingMailboxWhenTheRandomOneIsAccepted() {
    world.servers.host(HOST, (_, question) -> question.stage() == SmtpStage.RCPT ? BARE : ACCEPTED);

    Finding finding = world.soon(world.ask("ann@example.com", HOST));

    assertThat(finding.refusal()).isEqualTo(Reason.MAILBOX_NOT_FOUND);
    assertThat(finding.catchAll()).isEqualTo(CatchAll.YES);
    assertThat(finding.stage()).isEqualTo(SmtpStage.RCPT);
    assertThat(finding.code()).isEqualTo(550);
  }

  @Test
  void aRefusalWithoutAWordSaysNothingWhenTheRandomOneIsRefusedAlike() {
    world.servers.host(HOST, (_, _) -> BARE);

    Finding first = world.soon(world.ask("ann@example.com", HOST));
    Finding second = world.soon(world.ask("bob@example.com", HOST));

    assertThat(first.refusal()).isEqualTo(Reason.BLOCKED_BY_SERVER);
    assertThat(first.again()).isEqualTo(Again.LATER);
    assertThat(second.refusal()).isEqualTo(Reason.BLOCKED_BY_SERVER);
    assertThat(world.servers.probes()).isEqualTo(1);
  }

  @Test
  void aRefusalWithoutAWordSaysNothingWhenThereAreWordsForTheRandomOne() {
    world.servers.host(HOST, (_, question) -> question.stage() == SmtpStage.RCPT ? BARE : MISSING);

    Finding finding = world.soon(world.ask("ann@example.com", HOST));

    assertThat(finding.refusal()).isEqualTo(Reason.BLOCKED_BY_SERVER);
  }

  @Test
  void aRefusalWithoutAWordIsAMissingMailboxWhenAKnownOneIsAcceptedBesideIt() {
    world.servers.host(HOST, (_, question) -> question.localPart().equals("ann") ? ACCEPTED : BARE);

    Finding before = world.soon(world.ask("bob@example.com", HOST));
    Finding known = world.soon(world.ask("ann@example.com", HOST));
    Finding after = world.soon(world.ask("bob@example.com", HOST));

    assertThat(before.refusal()).isEqualTo(Reason.BLOCKED_BY_SERVER);
    assertThat(known.accepted()).isTrue();
    assertThat(known.catchAll()).as("the random one was refused").isEqualTo(CatchAll.NO);
    assertThat(after.refusal()).isEqualTo(Reason.MAILBOX_NOT_FOUND);
    assertThat(world.servers.probes()).as("the random one, then ann").isEqualTo(2);
  }

  @Test
  void whoIsShutOutInTheMiddleLearnsNothingOfMailboxes() {
    world.servers.host(
        HOST,
        (_, question) ->
            question.localPart().equals("ann") && world.servers.asked(HOST).size() == 1
                ? ACCEPTED
                : BARE);

    Finding ann = world.soon(world.ask("ann@example.com", HOST));
    Finding bob = world.soon(world.ask("bob@example.com", HOST));

    assertThat(ann.accepted()).isTrue();
    assertThat(bob.refusal()).isEqualTo(Reason.BLOCKED_BY_SERVER);
  }
}
