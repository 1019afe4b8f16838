package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.verifier.lanes.CatchAll;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairnessTest {
  private final ProbeRig rig = new ProbeRig();

  /** Answers whatever is asked, until so many rows have their verdict; their jobs in order. */
  private List<Long> jobsServed(int rows) {
    List<Long> jobs = new ArrayList<>();
    while (jobs.size() < rows) {
      rig.lanes.accept(rig.lanes.unanswered().getFirst().address(), CatchAll.NO);
      rig.tick();
      for (AddressVerified row : rig.takeVerdicts()) {
        jobs.add(row.job().value());
      }
    }
    return jobs;
  }

  private void submit(long job, int rows) {
    for (int row = 0; row < rows; row++) {
      rig.submit(job, row, "a" + row + "@d" + job + ".test");
    }
  }

  @Test
  void aSmallJobIsDoneAtOnceBehindALargeOne() {
    submit(1, 20_000);
    jobsServed(100);

    submit(2, 10);
    List<Long> served = jobsServed(20);

    assertThat(served.lastIndexOf(2L)).as("%s", served).isLessThan(16);
    assertThat(served).filteredOn(job -> job == 2).hasSize(10);
  }

  @Test
  void aLargeJobIsNotStarvedBySmallOnes() {
    submit(1, 2_000);
    jobsServed(10);
    long small = 2;
    int large = 0;
    for (int i = 0; i < 100; i++) {
      submit(small, 10);
      small++;
      large += (int) jobsServed(11).stream().filter(job -> job == 1).count();
    }

    assertThat(large).isGreaterThan(40);
  }

  @Test
  void jobsOfOneSizeAreServedInTurns() {
    submit(1, 500);
    submit(2, 500);
    jobsServed(20);

    assertThat(jobsServed(100)).filteredOn(job -> job == 1).hasSizeBetween(45, 55);
  }

  @Test
  void rowsComeInTheOrderOfTheirListAlsoFromDisk() {
    submit(1, 300);
    List<Long> rows = new ArrayList<>();
    while (rows.size() < 300) {
      rig.lanes.accept(rig.lanes.unanswered().getFirst().address(), CatchAll.NO);
      rig.settle();
      rig.takeVerdicts().forEach(row -> rows.add(row.row()));
    }

    assertThat(rows.getFirst()).isZero();
    assertThat(rows).doesNotHaveDuplicates().hasSize(300);
    for (int i = 250; i < 300; i++) {
      assertThat(rows.get(i)).as("at %d", i).isGreaterThan(200);
    }
  }
}
