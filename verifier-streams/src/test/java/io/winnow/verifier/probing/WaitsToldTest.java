package io.winnow.verifier.probing;

import static io.winnow.contracts.WaitCause.GREYLISTING;
import static io.winnow.contracts.WaitCause.LANE_LIMIT;
import static io.winnow.contracts.WaitCause.LANE_SUSPENDED;
import static io.winnow.contracts.WaitCause.TEMPORARY_FAILURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.JobWaits;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import io.winnow.verifier.lanes.CatchAll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told of rows that wait for a later attempt, or for their turn. */
class WaitsToldTest {
  private final ProbeRig rig = new ProbeRig();

  private Map<WaitCause, Waiting> latest(long job) {
    return rig.takeWaits().stream()
        .filter(told -> told.job().value() == job)
        .toList()
        .getLast()
        .waiting();
  }

  private void inASecond() {
    rig.advance(Duration.ofMillis(1_100));
  }

  @Test
  void whoIsGreylistedAndWhoIsBehindItAreToldWithTheNextTime() {
    for (int row = 0; row < 40; row++) {
      rig.submit(1, row, "a" + row + "@acme.test");
    }
    rig.lanes.greylist("a0@acme.test");
    Instant answered = rig.now();
    inASecond();

    Waiting greylisted = latest(1).get(GREYLISTING);
    assertThat(greylisted.rows()).isEqualTo(40);
    assertThat(greylisted.nextAt())
        .isBetween(answered.plusSeconds(359), answered.plus(Duration.ofMinutes(7)))
        .isEqualTo(greylisted.lastAt());
  }

  @Test
  void whenAllAreAnsweredNothingIsToldToWait() {
    for (int row = 0; row < 3; row++) {
      rig.submit(1, row, "a" + row + "@acme.test");
    }
    rig.lanes.greylist("a0@acme.test");
    inASecond();
    rig.advance(Duration.ofMinutes(7));
    rig.lanes.accept("a0@acme.test", CatchAll.NO);
    rig.settle();
    rig.lanes.refuse("a1@acme.test");
    rig.lanes.refuse("a2@acme.test");
    rig.settle();
    assertThat(rig.takeVerdicts()).hasSize(3);
    inASecond();

    assertThat(latest(1)).isEmpty();
    rig.advance(Duration.ofMinutes(1));
    assertThat(rig.takeWaits()).isEmpty();
  }

  @Test
  void aTroubledServerAndASuspendedOneAreOtherCauses() {
    Instant until = rig.now().plus(Duration.ofMinutes(30));
    rig.submit(1, 0, "a@acme.test");
    rig.submit(1, "b@other.test", List.of("away.test"));
    rig.lanes.trouble("a@acme.test");
    rig.lanes.suspend("away.test", until);
    rig.submit(2, "c@other.test", List.of("away.test"));
    rig.submit(3, "d@other.test", List.of("away.test"));
    inASecond();

    assertThat(latest(1))
        .hasEntrySatisfying(TEMPORARY_FAILURE, waiting -> assertThat(waiting.rows()).isEqualTo(1))
        .containsEntry(LANE_SUSPENDED, new Waiting(2, until, until))
        .hasSize(2);
  }

  @Test
  void whatStandsInLineWaitsForTheLimitsOfItsLane() {
    for (int row = 0; row < 10; row++) {
      rig.submit(row, "a@d" + row + ".test", List.of("mx.acme.test"));
    }
    inASecond();

    assertThat(latest(1)).containsExactly(Map.entry(LANE_LIMIT, new Waiting(7, null, null)));
  }

  @Test
  void anotherJobBehindAnAddressThatWaitsWaitsToo() {
    rig.submit(1, 0, "a@acme.test");
    rig.submit(2, 0, "a@acme.test");
    rig.lanes.trouble("a@acme.test");
    inASecond();

    assertThat(latest(2)).containsExactly(Map.entry(TEMPORARY_FAILURE, new Waiting(1, null, null)));
  }

  @Test
  void afterAKillItIsToldAnewAndEndsAtNothing() {
    for (int row = 0; row < 5; row++) {
      rig.submit(1, row, "a" + row + "@acme.test");
    }
    rig.lanes.greylist("a0@acme.test");
    inASecond();
    Map<WaitCause, Waiting> before = latest(1);
    rig.commit();

    rig.kill();
    inASecond();
    assertThat(latest(1)).isEqualTo(before);

    rig.cancelled.add(1);
    rig.advance(Duration.ofSeconds(5));
    assertThat(rig.takeVerdicts()).hasSize(5);
    assertThat(latest(1)).isEmpty();
  }

  @Test
  void thatNothingWaitsIsToldInTheTransactionInWhichTheLastRowLeaves() {
    rig.submit(1, 0, "a@acme.test");
    rig.lanes.trouble("a@acme.test");
    inASecond();
    assertThat(latest(1)).isNotEmpty();

    rig.cancelled.add(1);
    while (rig.takeVerdicts().isEmpty()) {
      assertThat(rig.takeWaits()).isEmpty();
      rig.advance(Duration.ofMillis(10));
    }

    assertThat(latest(1)).isEmpty();
  }

  @Test
  void howeverManyRowsThereAreItIsToldOnceASecond() {
    for (int row = 0; row < 2_000; row++) {
      rig.submit(1 + row % 2, row, "a" + row + "@d" + row + ".test");
      if (row % 10 == 0) {
        rig.advance(Duration.ofMillis(10));
        List.copyOf(rig.lanes.unanswered()).forEach(one -> rig.lanes.trouble(one.address()));
      }
    }

    List<JobWaits> told = rig.takeWaits();
    assertThat(told).hasSizeBetween(2, 2 * 4).allMatch(waits -> waits.task().equals("probing/0_0"));
    assertThat(told.getFirst().v()).isEqualTo(1);
  }
}
