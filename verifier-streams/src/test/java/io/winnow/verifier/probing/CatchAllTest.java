package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Reason;
import io.winnow.verifier.lanes.CatchAll;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatchAllTest {
  private final ProbeRig rig = new ProbeRig();

  private List<Reason> reasons() {
    return rig.takeVerdicts().stream().map(row -> row.verdict().reason()).toList();
  }

  private long askedForCatchAll() {
    return rig.lanes.takeAsked().stream()
        .filter(one -> one.inquiry().catchAll() == CatchAll.NOT_ASKED)
        .count();
  }

  @Test
  void aDomainIsAskedOnceWhileItsAnswerLasts() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.accept("a@acme.test", CatchAll.YES);
    rig.tick();
    assertThat(askedForCatchAll()).isEqualTo(1);

    rig.submit(2, 0, "b@acme.test");
    assertThat(rig.lanes.takeAsked().getFirst().inquiry().catchAll()).isEqualTo(CatchAll.YES);
    rig.lanes.accept("b@acme.test", CatchAll.NO);
    rig.commit();
    rig.tick();
    rig.kill();
    rig.settle();
    assertThat(askedForCatchAll()).isZero();
    rig.lanes.accept("b@acme.test", CatchAll.NO);
    rig.tick();

    assertThat(reasons()).containsExactly(Reason.CATCH_ALL);
    rig.advance(Duration.ofDays(8));
    rig.submit(3, 0, "c@acme.test");
    assertThat(askedForCatchAll()).isEqualTo(1);
  }

  @Test
  void anInconclusiveAnswerLastsAnHourAndIsNeverANo() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.accept("a@acme.test", CatchAll.INCONCLUSIVE);
    rig.tick();
    rig.advance(Duration.ofMinutes(59));
    rig.submit(1, 1, "b@acme.test");
    rig.lanes.accept("b@acme.test", CatchAll.NO);
    rig.tick();
    assertThat(askedForCatchAll()).isEqualTo(1);

    rig.advance(Duration.ofMinutes(2));
    rig.submit(1, 2, "c@acme.test");
    rig.lanes.accept("c@acme.test", CatchAll.NO);
    rig.tick();

    assertThat(askedForCatchAll()).isEqualTo(1);
    assertThat(reasons())
        .containsExactly(
            Reason.ACCEPTED_UNCONFIRMED, Reason.ACCEPTED_UNCONFIRMED, Reason.ACCEPTED_MAILBOX);
  }

  @Test
  void ofManyAtOnceOneAsksAndWhoIsAcceptedMeanwhileWaitsForThat() {
    rig.submit(1, 0, "bad@acme.test");
    for (int row = 1; row <= 3; row++) {
      rig.submit(1, row, "a" + row + "@acme.test");
    }
    rig.lanes.refuse("bad@acme.test");
    rig.settle();
    assertThat(rig.lanes.unanswered()).hasSize(2);
    assertThat(askedForCatchAll()).as("with the one before, that was refused").isEqualTo(2);

    rig.lanes.accept("a2@acme.test", CatchAll.NO);
    rig.settle();
    assertThat(reasons()).containsExactly(Reason.MAILBOX_NOT_FOUND);
    rig.lanes.accept("a1@acme.test", CatchAll.YES);
    rig.settle();

    assertThat(reasons()).containsExactly(Reason.CATCH_ALL, Reason.CATCH_ALL);
    rig.lanes.accept("a3@acme.test", CatchAll.NO);
    rig.settle();
    assertThat(reasons()).containsExactly(Reason.CATCH_ALL);
    assertThat(rig.lanes.takeAddresses()).containsExactly("a3@acme.test");
  }

  @Test
  void whenTheOneWhoAskedWasRefusedAnotherAsks() {
    rig.submit(1, 0, "bad@acme.test");
    for (int row = 1; row <= 2; row++) {
      rig.submit(1, row, "a" + row + "@acme.test");
    }
    rig.lanes.refuse("bad@acme.test");
    rig.settle();
    rig.lanes.accept("a2@acme.test", CatchAll.NO);
    rig.settle();
    rig.lanes.takeAsked();

    rig.lanes.refuse("a1@acme.test");
    rig.settle();
    assertThat(rig.lanes.takeAsked())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.address()).isEqualTo("a2@acme.test");
              assertThat(one.inquiry().catchAll()).isEqualTo(CatchAll.NOT_ASKED);
            });
    rig.lanes.accept("a2@acme.test", CatchAll.NO);
    rig.settle();

    List<AddressVerified> rows = rig.takeVerdicts();
    assertThat(rows).hasSize(3);
    assertThat(rows.getLast().verdict().reason()).isEqualTo(Reason.ACCEPTED_MAILBOX);
  }

  @Test
  void aDomainThatKnowsNobodyIsAskedForMoreAndMoreAtATime() {
    ProbeRig wide = new ProbeRig(ProbeRig.SETTINGS, 100);
    for (int row = 0; row < 1_000; row++) {
      wide.submit(1, row, "a" + row + "@acme.test");
    }

    int rounds = 0;
    while (!wide.lanes.unanswered().isEmpty()) {
      for (HandLanes.Asked one : List.copyOf(wide.lanes.unanswered())) {
        wide.lanes.refuse(one.address());
      }
      wide.settle();
      rounds++;
    }

    assertThat(wide.takeVerdicts()).hasSize(1_000);
    assertThat(rounds).isLessThan(30);
  }
}
