package io.winnow.sink.filing;

import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.JobState;
import io.winnow.sink.fixtures.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Slices that may wait for ever: of jobs that have failed, and of jobs that nobody knows. */
class ParkedSlicesTest extends FilingFixture {
  private static final FilingSettings BUSY =
      new FilingSettings(
          4, Duration.ofMillis(10), 1000, 2, Duration.ofMillis(20), Duration.ofMillis(50));

  private void awaitNoneHeld() {
    await().until(() -> meters.get("winnow.sink.slices.open").gauge().value() == 0);
  }

  private void awaitHeld() {
    await().until(() -> meters.get("winnow.sink.slices.open").gauge().value() == 1);
  }

  @Test
  void rowsOfAnUnknownJobAreInFilesAndNotInMemory() {
    start("a", kafka.member(0, 1), BUSY);

    deliver(0, 2);

    awaitCommitted();
    awaitNoneHeld();
    assertThat(openFiles()).containsExactly("0.a.rows");
  }

  @Test
  void anUnknownJobThatBecomesKnownGetsItsRowsBack() {
    start("a", kafka.member(0, 1), BUSY);
    deliver(0, 2);
    awaitCommitted();
    awaitNoneHeld();

    jobs.put(Samples.job(7, 3));
    awaitHeld();
    deliver(1);

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2));
  }

  @Test
  void anUnknownJobWithAllItsRowsIsSealedWhenItBecomesKnown() {
    start("a", kafka.member(0, 1), BUSY);
    deliver(0, 2, 1);
    awaitCommitted();
    awaitNoneHeld();

    jobs.put(Samples.job(7, 3));

    awaitAnnounced(SLICE);
  }

  @Test
  void moreRowsOfAnUnknownJobGoBesideTheFirst() {
    start("a", kafka.member(0, 1), BUSY);
    deliver(0);
    awaitCommitted();
    awaitNoneHeld();

    deliver(1, 0);
    awaitCommitted();
    jobs.put(Samples.job(7, 2));

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1));
  }

  @Test
  void aFailedJobIsNotHeldInMemoryAndItsLateRowsAreFiled() {
    jobs.put(Samples.job(7, 3));
    start("a", kafka.member(0, 1), BUSY);
    deliver(0);
    awaitCommitted();
    awaitHeld();

    jobs.put(Samples.job(7, 3, JobState.FAILED, Samples.LAYOUT));
    awaitNoneHeld();
    assertThat(openFiles()).containsExactly("0.a.rows");
    deliver(2, 1);

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2));
  }

  @Test
  void aRunningJobIsHeldHoweverLongItWaits() {
    jobs.put(Samples.job(7, 3));
    start("a", kafka.member(0, 1), BUSY);
    deliver(0);
    awaitCommitted();

    await()
        .during(BUSY.idle().multipliedBy(4))
        .until(() -> meters.get("winnow.sink.slices.open").gauge().value() == 1);
  }

  @Test
  void nothingStaysOfAFailedJobThatIsDeletedOrExpires() {
    jobs.put(Samples.job(7, 3, JobState.FAILED, Samples.LAYOUT));
    start("a", kafka.member(0, 1), BUSY);
    deliver(0);
    awaitCommitted();
    awaitNoneHeld();
    assertThat(openFiles()).isNotEmpty();

    jobs.put(Samples.job(7, 3, JobState.EXPIRED, Samples.LAYOUT));

    await().until(() -> !directory("a").holds(JOB));
    deliver(1, 2);
    awaitCommitted();
    assertThat(directory("a").holds(JOB)).isFalse();
    assertThat(kafka.announced()).isEmpty();
  }
}
