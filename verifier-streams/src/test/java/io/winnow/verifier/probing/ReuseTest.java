package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.verifier.lanes.CatchAll;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReuseTest {
  private final ProbeRig rig = new ProbeRig();

  private static ProbingSettings withoutReuse() {
    ProbingSettings s = ProbeRig.SETTINGS;
    return new ProbingSettings(
        Duration.ZERO,
        s.greylistDelays(),
        s.leastGreylistDelay(),
        s.mostGreylistDelay(),
        s.retryDelays(),
        s.catchAllFor(),
        s.notCatchAllFor(),
        s.inconclusiveFor());
  }

  private static List<SmtpEvidence.Source> sources(List<AddressVerified> rows) {
    return rows.stream().map(row -> row.verdict().smtp().source()).toList();
  }

  @Test
  void anAnswerServesOtherRowsForAWhile() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.refuse("a@acme.test");
    rig.tick();
    rig.commit();
    rig.takeVerdicts();
    rig.kill();

    rig.submit(2, 0, "a@ACME.test");
    AddressVerified reused = rig.takeVerdicts().getFirst();
    assertThat(reused.verdict().reason()).isEqualTo(Reason.MAILBOX_NOT_FOUND);
    assertThat(reused.verdict().smtp().source()).isEqualTo(SmtpEvidence.Source.CACHE);
    assertThat(reused.verdict().smtp().attempts()).isEqualTo(1);
    rig.advance(Duration.ofHours(25));
    rig.lanes.takeAsked();
    rig.submit(3, 0, "a@acme.test");

    assertThat(rig.lanes.takeAddresses()).containsExactly("a@acme.test");
  }

  @Test
  void whatIsUnknownIsNotReused() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.accept("a@acme.test", CatchAll.INCONCLUSIVE);
    rig.tick();
    rig.lanes.takeAsked();

    rig.submit(2, 0, "a@acme.test");

    assertThat(rig.lanes.takeAsked()).hasSize(1);
  }

  @Test
  void zeroSwitchesItOff() {
    ProbeRig without = new ProbeRig(withoutReuse(), 3);
    without.submit(1, 0, "a@acme.test");
    without.lanes.refuse("a@acme.test");
    without.tick();
    without.lanes.takeAsked();

    without.submit(2, 0, "a@acme.test");

    assertThat(without.lanes.takeAsked()).hasSize(1);
  }

  @Test
  void theSameAddressTwiceAtOnceIsAskedOnce() {
    for (ProbeRig each : List.of(rig, new ProbeRig(withoutReuse(), 3))) {
      each.submit(1, 0, "a@acme.test");
      each.submit(1, 1, "a@acme.test");
      each.submit(2, 0, "A@acme.test");
      each.submit(2, 1, "a@acme.test");

      each.lanes.accept("a@acme.test", CatchAll.NO);
      each.settle();

      List<AddressVerified> rows = each.takeVerdicts();
      assertThat(sources(rows))
          .containsExactly(
              SmtpEvidence.Source.LIVE, SmtpEvidence.Source.CACHE, SmtpEvidence.Source.CACHE);
      assertThat(each.lanes.takeAddresses()).containsExactly("a@acme.test", "A@acme.test");
    }
  }

  @Test
  void theSameAddressWaitsWithTheOneThatWaits() {
    rig.submit(1, 0, "known@acme.test");
    rig.lanes.accept("known@acme.test", CatchAll.NO);
    rig.tick();
    rig.submit(1, 1, "a@acme.test");
    rig.lanes.greylist("a@acme.test");
    rig.settle();
    rig.takeVerdicts();
    rig.lanes.takeAsked();

    rig.submit(2, 0, "a@acme.test");
    rig.commit();
    rig.kill();
    rig.advance(Duration.ofMinutes(5));
    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofMinutes(2));
    rig.lanes.accept("a@acme.test", CatchAll.NO);
    rig.settle();

    assertThat(sources(rig.takeVerdicts()))
        .containsExactly(SmtpEvidence.Source.LIVE, SmtpEvidence.Source.CACHE);
    assertThat(rig.lanes.takeAsked()).hasSize(1);
  }

  @Test
  void whoWantsTheDialogueHasItAnew() {
    rig.submit(1, 0, "a@acme.test");
    rig.submit(ProbeRig.LANE, 2, 0, "a@acme.test", new RowOptions(null, true));
    rig.lanes.refuse("a@acme.test");
    rig.settle();
    rig.lanes.refuse("a@acme.test");
    rig.settle();

    assertThat(sources(rig.takeVerdicts()))
        .containsExactly(SmtpEvidence.Source.LIVE, SmtpEvidence.Source.LIVE);
  }

  @Test
  void answersAndDomainsWorthNothingAnyMoreAreRemoved() {
    for (int row = 0; row < 1_300; row++) {
      rig.submit(1, row, "a@d" + row + ".test");
      rig.lanes.accept("a@d" + row + ".test", CatchAll.NO);
    }
    rig.settle();
    assertThat(rig.sizeOf(ProbeStores.ANSWERS)).isEqualTo(1_300);
    assertThat(rig.sizeOf(ProbeStores.DOMAINS)).isEqualTo(1_300);

    rig.advance(Duration.ofHours(26));

    assertThat(rig.sizeOf(ProbeStores.ANSWERS)).isZero();
    assertThat(rig.sizeOf(ProbeStores.DOMAINS)).isZero();
  }
}
