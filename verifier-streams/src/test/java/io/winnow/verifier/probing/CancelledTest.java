package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelledTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private final ProbeRig rig = new ProbeRig();

  private List<String> verdicts() {
    return rig.takeVerdicts().stream()
        .map(verified -> verified.job() + "/" + verified.row() + " " + reason(verified))
        .sorted()
        .toList();
  }

  private static String reason(AddressVerified verified) {
    return verified.verdict().reason().wireName();
  }

  @Test
  void aRowThatComesAfterItsJobIsCancelledIsNotAsked() {
    rig.cancelled.add(1);

    rig.submit(1, 0, "a@acme.test");

    assertThat(verdicts()).containsExactly("1/0 cancelled");
    assertThat(rig.lanes.takeAsked()).isEmpty();
  }

  @Test
  void whatIsUnderWayComesToItsEndAndKeepsItsVerdict() {
    rig.submit(1, 0, "a@acme.test");
    rig.cancelled.add(1);
    rig.advance(SOON);
    assertThat(verdicts()).isEmpty();

    rig.lanes.refuse("a@acme.test");
    rig.tick();

    assertThat(verdicts()).containsExactly("1/0 mailbox_not_found");
  }

  @Test
  void aRowToldToComeBackIsNotPutOffAndOthersDoNotComeTooEarly() {
    rig.submit(1, 0, "a@acme.test");
    rig.cancelled.add(1);
    rig.lanes.greylist("a@acme.test");
    rig.lanes.takeAsked();
    rig.tick();
    assertThat(verdicts()).containsExactly("1/0 cancelled");

    rig.submit(2, 0, "a@acme.test");
    rig.advance(Duration.ofMinutes(5));
    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofMinutes(2));

    assertThat(rig.lanes.takeAddresses()).containsExactly("a@acme.test");
  }

  @Test
  void greylistedAndHeldRowsDoNotHoldTheJobForHours() {
    for (int row = 0; row < 1_200; row++) {
      rig.submit(1 + row % 2, row, "a" + row + "@acme.test");
    }
    rig.lanes.greylist("a0@acme.test");
    rig.settle();
    assertThat(rig.sizeOf(ProbeStores.WAITING)).isEqualTo(1);

    rig.cancelled.add(1);
    rig.advance(SOON);

    List<AddressVerified> verdicts = rig.takeVerdicts();
    assertThat(verdicts)
        .hasSize(600)
        .allSatisfy(
            verified -> {
              assertThat(verified.job().value()).isEqualTo(1);
              assertThat(verified.verdict().reason()).isEqualTo(Reason.CANCELLED);
            });
    assertThat(verdicts.stream().map(AddressVerified::row)).doesNotHaveDuplicates();
  }

  @Test
  void rowsInLineOfALaneWithoutRoomDoNotWaitForIt() {
    rig.submit(2, 0, "a@acme.test");
    rig.lanes.suspend(ProbeRig.LANE, rig.now().plusSeconds(3_600));
    rig.lanes.trouble("a@acme.test");
    rig.settle();
    for (int row = 0; row < 700; row++) {
      rig.submit(1, row, "b" + row + "@d" + row + ".test");
    }
    rig.cancelled.add(1);

    rig.advance(SOON);

    assertThat(rig.takeVerdicts()).hasSize(700);
    assertThat(rig.sizeOf(ProbeStores.BACKLOG)).isZero();
  }

  @Test
  void aTaskThatComesAnewLooksForRowsOfJobsCancelledLongAgo() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.greylist("a@acme.test");
    rig.tick();
    rig.commit();
    rig.cancelled.add(1);
    rig.kill();

    rig.advance(SOON);

    assertThat(verdicts()).containsExactly("1/0 cancelled");
  }
}
