package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.CatchAll;
import io.winnow.verifier.lists.BuiltIn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbingTest {
  private final ProbeRig rig = new ProbeRig();

  private List<Reason> reasons() {
    return rig.takeVerdicts().stream().map(row -> row.verdict().reason()).toList();
  }

  @Test
  void aRowIsAskedAtOnceAndGetsItsVerdictWithTheEvidence() {
    rig.submit(7, 50_001, " Ada@ACME.test");
    assertThat(rig.lanes.takeAsked())
        .extracting(HandLanes.Asked::inquiry)
        .singleElement()
        .satisfies(
            inquiry -> {
              assertThat(inquiry.address()).isEqualTo("Ada@acme.test");
              assertThat(inquiry.catchAll()).isEqualTo(CatchAll.NOT_ASKED);
              assertThat(inquiry.mailHosts()).containsExactly("mx.acme.test");
            });
    var begun = rig.now();
    rig.advance(Duration.ofMillis(50));
    assertThat(rig.takeVerdicts()).isEmpty();

    rig.lanes.accept("Ada@acme.test", CatchAll.NO);
    var ended = rig.now();
    rig.tick();

    AddressVerified row = rig.takeVerdicts().getFirst();
    assertThat(row.slice().key()).isEqualTo("7/1");
    assertThat(row.cells()).containsExactly("cell 50001");
    assertThat(row.verdict().reason()).isEqualTo(Reason.ACCEPTED_MAILBOX);
    assertThat(row.verdict().flags().get(Flag.CATCH_ALL)).isEqualTo(Flags.Answer.NO);
    assertThat(row.verdict().mailHost()).isEqualTo("mx.acme.test");
    assertThat(row.verdict().smtp())
        .isEqualTo(
            new SmtpEvidence(
                "acme-mail",
                SmtpStage.RCPT,
                250,
                null,
                "said 250",
                1,
                begun,
                ended,
                SmtpEvidence.Source.LIVE,
                null));
    assertThat(rig.sizeOf(ProbeStores.BACKLOG)).isZero();
  }

  @Test
  void aDomainWithAMailHostOfDisposableOnesIsDisposable() {
    rig.listsOfScreen = BuiltIn.withDisposableMailHost("acme.test");

    rig.submit(1, 0, "ada@b.test");
    rig.lanes.accept("ada@b.test", CatchAll.NO);
    rig.tick();
    rig.submit(1, 1, "bob@b.test");
    rig.lanes.refuse("bob@b.test");
    rig.tick();

    List<AddressVerified> rows = rig.takeVerdicts();
    assertThat(rows)
        .extracting(row -> row.verdict().reason())
        .containsExactly(Reason.DISPOSABLE, Reason.MAILBOX_NOT_FOUND);
    assertThat(rows).allMatch(row -> row.verdict().flags().has(Flag.DISPOSABLE));
  }

  @Test
  void nothingIsAskedBeyondTheRoomOfALane() {
    rig.submit(1, 0, "first@acme.test");
    rig.lanes.accept("first@acme.test", CatchAll.NO);
    rig.tick();
    for (int row = 1; row <= 5; row++) {
      rig.submit(1, row, "a" + row + "@acme.test");
    }

    assertThat(rig.lanes.unanswered()).hasSize(3);
    rig.lanes.accept("a2@acme.test", CatchAll.NO);
    rig.tick();

    assertThat(rig.lanes.unanswered())
        .extracting(HandLanes.Asked::address)
        .containsExactly("a1@acme.test", "a3@acme.test", "a4@acme.test");
  }

  @Test
  void roomThatComesByItselfIsUsed() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.suspend(ProbeRig.LANE, rig.now().plusSeconds(60));
    rig.lanes.trouble("a@acme.test");
    rig.tick();
    rig.submit(1, 1, "b@other.test");
    rig.lanes.takeAsked();

    rig.advance(Duration.ofSeconds(59));
    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofSeconds(3));

    assertThat(rig.lanes.takeAddresses()).contains("b@other.test");
  }

  @Test
  void aSuspensionOutlivesTheProcess() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.suspend(ProbeRig.LANE, rig.now().plusSeconds(600));
    rig.lanes.trouble("a@acme.test");
    rig.tick();
    rig.submit(1, 1, "b@acme.test");
    rig.commit();

    rig.kill();
    rig.lanes.takeAsked();
    rig.advance(Duration.ofSeconds(590));

    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofSeconds(20));
    assertThat(rig.lanes.takeAsked()).isNotEmpty();
  }

  @Test
  void aTaskWithNothingToDoDoesNotTickButToSweep() {
    assertThat(rig.nextTick() - rig.now().toEpochMilli()).isGreaterThan(1_000_000);

    rig.submit(1, 0, "a@acme.test");
    rig.lanes.refuse("a@acme.test");
    rig.settle();

    assertThat(rig.nextTick() - rig.now().toEpochMilli()).isGreaterThan(1_000_000);
  }

  @Test
  void troubleIsTriedAgainAfterEachDelayAndThenStands() {
    rig.submit(1, 0, "a@acme.test");

    rig.lanes.trouble("a@acme.test");
    rig.tick();
    rig.lanes.takeAsked();
    rig.advance(Duration.ofSeconds(58));
    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofSeconds(3));
    rig.lanes.trouble("a@acme.test");
    rig.advance(Duration.ofMinutes(6));
    rig.lanes.trouble("a@acme.test");
    rig.tick();

    AddressVerified row = rig.takeVerdicts().getFirst();
    assertThat(row.verdict().reason()).isEqualTo(Reason.TEMPORARY_FAILURE);
    assertThat(row.verdict().smtp().attempts()).isEqualTo(3);
  }

  @Test
  void aFaultOfOursIsTriedAgainAndThenUnknown() {
    rig.submit(1, 0, "a@acme.test");

    for (int i = 0; i < 3; i++) {
      rig.lanes.fail("a@acme.test", new IllegalStateException("broken"));
      rig.advance(Duration.ofMinutes(6));
    }

    assertThat(reasons()).containsExactly(Reason.INTERNAL_ERROR);
  }

  @Test
  void whatWasUnderWayWhenTheProcessDiedIsAskedAgainAndHasOneVerdict() {
    rig.submit(1, 0, "a@acme.test");
    rig.submit(1, 1, "b@other.test");
    rig.commit();
    rig.lanes.refuse("a@acme.test");
    rig.tick();

    rig.kill();
    rig.settle();
    rig.lanes.refuse("a@acme.test");
    rig.lanes.refuse("b@other.test");
    rig.settle();

    assertThat(reasons()).containsExactly(Reason.MAILBOX_NOT_FOUND, Reason.MAILBOX_NOT_FOUND);
  }

  @Test
  void aTaskThatIsTakenAwayClosesItsLanesAndForgetsItsAnswers() {
    rig.submit(1, 0, "a@acme.test");
    HandLanes.Asked under = rig.lanes.unanswered().getFirst();

    rig.revoke();
    assertThat(under.future()).isCancelled();
    rig.settle();
    rig.lanes.accept("a@acme.test", CatchAll.YES);
    rig.settle();

    assertThat(reasons()).containsExactly(Reason.CATCH_ALL);
  }

  @Test
  void aTranscriptIsKeptWhenItIsAskedFor() {
    rig.submit(ProbeRig.LANE, 1, 0, "a@acme.test", new RowOptions(null, true));
    rig.lanes.accept("a@acme.test", CatchAll.NO);
    rig.tick();

    assertThat(rig.takeVerdicts().getFirst().verdict().smtp().transcript())
        .containsExactly("C: RCPT");
  }

  @Test
  void backlogWaitingAndHeldAreCounted() {
    rig.submit(1, 0, "a@acme.test");
    rig.submit(1, 1, "b@acme.test");
    rig.submit(1, 2, "c@acme.test");
    rig.lanes.greylist("a@acme.test");
    rig.settle();
    rig.lanes.suspend(ProbeRig.LANE, rig.now().plusSeconds(60));
    rig.submit(1, 3, "d@other.test");
    rig.advance(Duration.ofSeconds(10));

    assertThat(rig.meters.get("winnow.probe.backlog").gauge().value()).isEqualTo(1);
    assertThat(rig.meters.get("winnow.probe.waiting").gauge().value()).isEqualTo(1);
    assertThat(rig.meters.get("winnow.probe.held").gauge().value()).isEqualTo(2);
    assertThat(rig.meters.get("winnow.probe.under.way").gauge().value()).isZero();
    assertThat(rig.meters.get("winnow.probe.asked").counter().count()).isEqualTo(1);
    assertThat(rig.meters.get("winnow.probe.oldest.age").timeGauge().value()).isBetween(8.0, 11.0);
  }
}
