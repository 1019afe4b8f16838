package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.verifier.lanes.CatchAll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreylistingTest {
  private final ProbeRig rig = new ProbeRig();

  private static RowOptions until(Instant deadline) {
    return new RowOptions(deadline, false);
  }

  private List<Reason> reasons() {
    return rig.takeVerdicts().stream().map(row -> row.verdict().reason()).toList();
  }

  @Test
  void aGreylistedMailboxIsAskedAgainAfterTheDelayAndNotBefore() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.greylist("a@acme.test");
    rig.tick();
    rig.lanes.takeAsked();

    rig.advance(Duration.ofSeconds(359));
    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofSeconds(2));
    assertThat(rig.lanes.takeAddresses()).containsExactly("a@acme.test");
    rig.lanes.accept("a@acme.test", CatchAll.NO);
    rig.tick();

    AddressVerified row = rig.takeVerdicts().getFirst();
    assertThat(row.verdict().reason()).isEqualTo(Reason.ACCEPTED_MAILBOX);
    assertThat(row.verdict().smtp().attempts()).isEqualTo(2);
    assertThat(
            Duration.between(
                row.verdict().smtp().firstCheckedAt(), row.verdict().smtp().lastCheckedAt()))
        .isBetween(Duration.ofMinutes(6), Duration.ofMinutes(7));
  }

  @Test
  void theTimeThatTheReplyNamesCountsWithAMargin() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.greylist("a@acme.test", Duration.ofMinutes(5));
    rig.tick();
    rig.lanes.takeAsked();

    rig.advance(Duration.ofSeconds(301));
    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofSeconds(35));

    assertThat(rig.lanes.takeAsked()).hasSize(1);
  }

  @Test
  void othersOfTheDomainAreNotAskedUntilTheFirstIsLetThrough() {
    for (int row = 0; row < 4; row++) {
      rig.submit(1, row, "a" + row + "@acme.test");
    }
    rig.submit(1, 9, "b@other.test");
    assertThat(rig.lanes.takeAddresses()).containsExactly("a0@acme.test", "b@other.test");
    rig.lanes.greylist("a0@acme.test");
    rig.settle();
    rig.submit(2, 0, "late@acme.test");
    rig.advance(Duration.ofMinutes(5));
    assertThat(rig.lanes.takeAsked()).isEmpty();

    rig.advance(Duration.ofMinutes(2));
    assertThat(rig.lanes.takeAddresses()).containsExactly("a0@acme.test");
    rig.lanes.accept("a0@acme.test", CatchAll.NO);
    rig.settle();

    assertThat(rig.lanes.takeAddresses()).hasSize(2).allMatch(a -> a.endsWith("@acme.test"));
    while (!rig.lanes.unanswered().isEmpty()) {
      rig.lanes.refuse(rig.lanes.unanswered().getFirst().address());
      rig.settle();
    }
    assertThat(rig.takeVerdicts()).hasSize(6);
  }

  @Test
  void aDomainThatHasLetUsThroughIsTrustedAndWhoIsGreylistedThenWaitsAlone() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.accept("a@acme.test", CatchAll.NO);
    rig.tick();
    rig.submit(1, 1, "b@acme.test");
    rig.lanes.greylist("b@acme.test");
    rig.settle();
    rig.lanes.takeAsked();

    rig.submit(1, 2, "c@acme.test");

    assertThat(rig.lanes.takeAddresses()).containsExactly("c@acme.test");
  }

  @Test
  void itSurvivesAKillWhileItWaits() {
    rig.submit(1, 0, "a@acme.test");
    rig.submit(1, 1, "b@acme.test");
    rig.lanes.greylist("a@acme.test");
    rig.settle();
    rig.commit();

    rig.kill();
    rig.lanes.takeAsked();
    rig.advance(Duration.ofSeconds(355));
    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofSeconds(6));
    assertThat(rig.lanes.takeAddresses()).containsExactly("a@acme.test");
    rig.lanes.accept("a@acme.test", CatchAll.NO);
    rig.settle();
    rig.lanes.refuse("b@acme.test");
    rig.settle();

    assertThat(reasons()).containsExactly(Reason.ACCEPTED_MAILBOX, Reason.MAILBOX_NOT_FOUND);
  }

  @Test
  void aDomainThatKeepsGreylistingMakesAllItsRowsUnknown() {
    rig.submit(1, 0, "a@acme.test");
    for (int row = 1; row <= 700; row++) {
      rig.submit(1, row, "b" + row + "@acme.test");
    }
    for (int i = 0; i < 3; i++) {
      rig.lanes.greylist("a@acme.test");
      rig.advance(Duration.ofMinutes(21));
    }
    rig.settle();

    List<AddressVerified> rows = rig.takeVerdicts();
    assertThat(rows).hasSize(701).allMatch(row -> row.verdict().reason() == Reason.GREYLISTED);
    assertThat(rows.getFirst().verdict().smtp().attempts()).isEqualTo(3);
    assertThat(rows.getLast().verdict().detail()).contains("kept greylisting");
    assertThat(rig.lanes.takeAddresses()).containsOnly("a@acme.test");
    assertThat(rig.sizeOf(ProbeStores.HELD)).isZero();
  }

  @Test
  void atItsDeadlineARowThatWaitsIsUnknownAndTheNextOfTheDomainIsTried() {
    rig.submit(ProbeRig.LANE, 1, 0, "a@acme.test", until(rig.now().plus(Duration.ofMinutes(2))));
    rig.submit(2, 0, "b@acme.test");
    rig.lanes.greylist("a@acme.test");
    rig.settle();
    rig.lanes.takeAsked();

    rig.advance(Duration.ofSeconds(118));
    assertThat(rig.takeVerdicts()).isEmpty();
    rig.advance(Duration.ofSeconds(3));

    AddressVerified row = rig.takeVerdicts().getFirst();
    assertThat(row.verdict().reason()).isEqualTo(Reason.GREYLISTED);
    assertThat(row.verdict().detail()).isEqualTo("deadline");
    assertThat(row.verdict().smtp().attempts()).isEqualTo(1);
    assertThat(rig.lanes.takeAddresses()).containsExactly("b@acme.test");
  }

  @Test
  void atItsDeadlineARowThatIsHeldIsUnknownForGreylisting() {
    rig.submit(1, 0, "a@acme.test");
    rig.submit(ProbeRig.LANE, 2, 0, "b@acme.test", until(rig.now().plus(Duration.ofMinutes(2))));
    rig.lanes.greylist("a@acme.test");
    rig.settle();
    rig.commit();
    rig.kill();

    rig.advance(Duration.ofMinutes(3));

    assertThat(reasons()).containsExactly(Reason.GREYLISTED);
  }

  @Test
  void atItsDeadlineARowThatWasNeverAskedSaysSo() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.suspend(ProbeRig.LANE, rig.now().plus(Duration.ofHours(2)));
    RowOptions hurried = until(rig.now().plus(Duration.ofMinutes(2)));
    for (int row = 0; row < 1_200; row++) {
      rig.submit(ProbeRig.LANE, 2, row, "b" + row + "@other.test", hurried);
    }
    rig.advance(Duration.ofSeconds(110));
    assertThat(rig.takeVerdicts()).isEmpty();

    rig.advance(Duration.ofSeconds(30));

    List<AddressVerified> rows = rig.takeVerdicts();
    assertThat(rows)
        .hasSize(1_200)
        .allMatch(row -> row.verdict().reason() == Reason.SMTP_NOT_CHECKED)
        .allMatch(row -> "deadline".equals(row.verdict().detail()));
    assertThat(rig.sizeOf(ProbeStores.BACKLOG)).isEqualTo(1);
  }

  @Test
  void aRowThatArrivesAfterItsDeadlineIsNotAsked() {
    rig.submit(ProbeRig.LANE, 1, 0, "a@acme.test", until(rig.now().minusSeconds(1)));

    assertThat(reasons()).containsExactly(Reason.SMTP_NOT_CHECKED);
    assertThat(rig.lanes.takeAsked()).isEmpty();
  }

  @Test
  void whatIsAskedForLongAfterTheDeadlineIsGivenUp() {
    rig.submit(ProbeRig.LANE, 1, 0, "a@acme.test", until(rig.now().plusSeconds(10)));

    rig.advance(Duration.ofSeconds(35));
    assertThat(rig.takeVerdicts()).isEmpty();
    rig.advance(Duration.ofSeconds(10));

    assertThat(reasons()).containsExactly(Reason.SMTP_NOT_CHECKED);
  }

  @Test
  void whoWaitsBehindAnAddressThatIsGivenUpIsAskedInItsPlace() {
    rig.submit(ProbeRig.LANE, 1, 0, "a@acme.test", until(rig.now().plusSeconds(10)));
    rig.submit(2, 0, "a@acme.test");
    rig.tick();
    assertThat(rig.lanes.takeAsked()).hasSize(1);

    rig.advance(Duration.ofSeconds(60));

    assertThat(reasons()).containsExactly(Reason.SMTP_NOT_CHECKED);
    assertThat(rig.lanes.takeAsked()).hasSize(1);
  }
}
