package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.ProbeRequested;
import io.winnow.contracts.Reason;
import io.winnow.verifier.lanes.CatchAll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows whose next mail host is another operator's. */
class OtherLanesTest {
  private static final List<String> HOSTS =
      List.of("mx1.acme.test", "mx2.acme.test", "backup.test", "mx3.acme.test");

  private final ProbeRig rig = new ProbeRig();

  @Test
  void aRowGoesToTheLaneOfItsNextHostWithTheHostsThatAreLeft() {
    rig.submit(4, "a@acme.test", HOSTS);

    rig.lanes.sendElsewhere("a@acme.test");
    rig.tick();

    Map.Entry<String, ProbeRequested> gone = rig.takeGone().getFirst();
    assertThat(gone.getKey()).isEqualTo("backup.test");
    assertThat(gone.getValue().operator()).isEqualTo("at backup.test");
    assertThat(gone.getValue().mailHosts()).containsExactly("backup.test", "mx3.acme.test");
    assertThat(gone.getValue().submitted().row()).isEqualTo(4);
    assertThat(rig.takeVerdicts()).isEmpty();
    for (String store : List.of(ProbeStores.BACKLOG, ProbeStores.WAITING, ProbeStores.HELD)) {
      assertThat(rig.sizeOf(store)).as(store).isZero();
    }
  }

  @Test
  void anAddressBeyondAsciiGoesOnlyWhenItsOwnLaneHasTriedItAgain() {
    rig.submit(0, "änne@acme.test", HOSTS);
    rig.lanes.takeAsked();
    rig.lanes.sendElsewhere("änne@acme.test");
    rig.advance(Duration.ofSeconds(61));
    assertThat(rig.lanes.takeAddresses()).as("after a minute").containsExactly("änne@acme.test");
    rig.lanes.sendElsewhere("änne@acme.test");
    rig.advance(Duration.ofMinutes(6));
    assertThat(rig.lanes.takeAddresses()).as("after five").containsExactly("änne@acme.test");
    assertThat(rig.takeGone()).isEmpty();

    rig.lanes.sendElsewhere("änne@acme.test");
    rig.tick();

    assertThat(rig.takeGone()).hasSize(1);
  }

  @Test
  void anAddressThatItsOwnLaneHasNoWordsForGoesAtOnce() {
    rig.submit(0, "änne@acme.test", HOSTS);

    rig.lanes.sendElsewhere("änne@acme.test", Reason.SMTPUTF8_UNSUPPORTED);
    rig.tick();

    assertThat(rig.takeGone()).hasSize(1);
  }

  @Test
  void whoWaitedBehindItIsAskedItself() {
    rig.submit(0, "a@acme.test", HOSTS);
    rig.submit(1, "a@acme.test", HOSTS);
    rig.submit(2, "b@acme.test", HOSTS);
    assertThat(rig.lanes.takeAddresses()).containsExactly("a@acme.test");

    rig.lanes.sendElsewhere("a@acme.test");
    rig.settle();

    assertThat(rig.takeGone()).hasSize(1);
    assertThat(rig.lanes.takeAddresses()).containsExactlyInAnyOrder("a@acme.test", "b@acme.test");
  }

  @Test
  void aGreylistedRowThatGoesLetsTheOthersOfItsDomainGo() {
    rig.submit(0, "a@acme.test", HOSTS);
    rig.submit(1, "b@acme.test", HOSTS);
    rig.lanes.greylist("a@acme.test");
    rig.tick();
    rig.lanes.takeAsked();
    rig.advance(Duration.ofMinutes(7));
    assertThat(rig.lanes.takeAddresses()).containsExactly("a@acme.test");

    rig.lanes.sendElsewhere("a@acme.test");
    rig.settle();

    assertThat(rig.lanes.takeAddresses()).containsExactly("b@acme.test");
    rig.lanes.accept("b@acme.test", CatchAll.NO);
    rig.tick();
    assertThat(rig.takeVerdicts())
        .extracting(row -> row.verdict().reason())
        .containsExactly(Reason.ACCEPTED_MAILBOX);
  }

  @Test
  void aRowThatWasOnItsWayWhenTheProcessDiedIsAskedHereAgain() {
    rig.submit(0, "a@acme.test", HOSTS);
    rig.commit();
    rig.lanes.takeAsked();
    rig.lanes.sendElsewhere("a@acme.test");
    rig.tick();

    rig.kill();
    rig.settle();

    assertThat(rig.takeGone()).isEmpty();
    assertThat(rig.lanes.takeAddresses()).containsExactly("a@acme.test");
  }

  @Test
  void aRowWithoutAnotherLaneByTheTableAsItIsNowIsAskedLater() {
    rig.submit(0, "a@acme.test", HOSTS.subList(0, 2));
    rig.lanes.takeAsked();

    rig.lanes.sendElsewhere("a@acme.test");
    rig.advance(Duration.ofSeconds(30));
    assertThat(rig.takeGone()).isEmpty();
    assertThat(rig.lanes.takeAsked()).isEmpty();
    rig.advance(Duration.ofSeconds(31));

    assertThat(rig.lanes.takeAddresses()).containsExactly("a@acme.test");
  }
}
