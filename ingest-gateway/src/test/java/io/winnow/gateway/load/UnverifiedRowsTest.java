package io.winnow.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Submission;
import io.winnow.gateway.spool.SpoolEntry;
import io.winnow.gateway.spool.SpoolFixture;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnverifiedRowsTest {
  private static final JobId JOB = new JobId(1);
  private static final JobId SMALL = new JobId(2);

  @TempDir Path root;
  private SpoolFixture lists;
  private Submission submission;
  private final UnverifiedRows rows = new UnverifiedRows(100);

  @BeforeEach
  void job() {
    lists = new SpoolFixture(root);
    SpoolEntry entry = lists.accepted(1, SpoolFixture.list("a", 200));
    submission = entry.submission().orElseThrow();
  }

  @AfterEach
  void close() {
    lists.close();
  }

  private Job stands(JobState state, long processed) {
    return SpoolFixture.job(submission, state, processed);
  }

  @Test
  void withoutBoundEverythingIsGranted() {
    UnverifiedRows unbounded = new UnverifiedRows(0);
    unbounded.begin(JOB, 1_000_000);

    assertThat(unbounded.grant(JOB, 10_000, 0)).isEqualTo(10_000);
  }

  @Test
  void noMoreThanTheBoundIsGrantedAtOnce() {
    assertThat(rows.grant(JOB, 1_000, 0)).isEqualTo(100);
  }

  @Test
  void rowsAreGrantedWhenThereIsRoomForAllOfThem() {
    rows.begin(JOB, 60);

    assertThat(rows.grant(JOB, 40, 0)).isEqualTo(40);
    assertThat(rows.grant(JOB, 41, 0)).isZero();
  }

  @Test
  void verdictsMakeRoom() {
    rows.begin(JOB, 100);

    rows.stands(stands(JobState.LOADING, 9));
    assertThat(rows.grant(JOB, 10, 0)).isZero();
    rows.stands(stands(JobState.LOADING, 10));

    assertThat(rows.grant(JOB, 10, 0)).isEqualTo(10);
  }

  @Test
  void aJobWithoutRowsOnTheTopicHasItsShareWhenAnotherHasTakenAll() {
    rows.begin(JOB, 100);
    rows.begin(SMALL, 0);

    assertThat(rows.grant(SMALL, 10, 0)).isEqualTo(10);
    rows.loaded(SMALL, 10);
    assertThat(rows.grant(SMALL, 100, 0)).as("a quarter of the bound in all").isEqualTo(15);
    rows.loaded(SMALL, 25);
    assertThat(rows.grant(SMALL, 10, 0)).isZero();
    assertThat(rows.grant(JOB, 10, 0)).isZero();
  }

  @Test
  void howeverManyJobsThereAreSharesAreHalfOfTheBoundInAll() {
    rows.begin(JOB, 100);
    for (int job = 2; job < 40; job++) {
      rows.begin(new JobId(job), 0);
    }
    for (int job = 2; job < 40; job++) {
      rows.loaded(new JobId(job), rows.grant(new JobId(job), 100, 0));
    }

    assertThat(rows.total()).isBetween(100L + 38, 150L);
  }

  @Test
  void aShareOfWideRowsIsMeasuredInBytes() {
    UnverifiedRows bounded = new UnverifiedRows(500_000);
    bounded.begin(JOB, 64, 1024 * 1024);
    bounded.begin(SMALL, 0, 1024 * 1024);

    assertThat(bounded.grant(SMALL, 1_000, 1024 * 1024)).isEqualTo(16);
  }

  @Test
  void whoWaitsIsToldOfEachChange() throws InterruptedException {
    rows.begin(JOB, 100);
    long seen = rows.changes();
    CountDownLatch told = new CountDownLatch(1);
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try {
                rows.awaitChange(seen);
                told.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    await().until(() -> waiter.getState() == Thread.State.WAITING);

    rows.stands(stands(JobState.LOADING, 10));

    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    rows.awaitChange(seen);
  }

  @Test
  void theEndOfAJobMakesRoomWhateverWasProcessed() {
    rows.begin(JOB, 100);

    rows.stands(stands(JobState.FAILED, 3));

    assertThat(rows.grant(SMALL, 100, 0)).isEqualTo(100);
    assertThat(rows.total()).isZero();
  }

  @Test
  void rowsOfAJobThatHasEndedCountNoMore() {
    rows.begin(JOB, 50);
    rows.forget(JOB);

    rows.loaded(JOB, 60);

    assertThat(rows.total()).isZero();
  }

  @Test
  void otherGatewaysJobsDoNotCount() {
    rows.stands(stands(JobState.LOADING, 10));

    assertThat(rows.total()).isZero();
  }

  @Test
  void moreVerdictsThanKnownRowsAreNoCredit() {
    rows.begin(JOB, 0);
    rows.stands(stands(JobState.LOADING, 50));
    rows.begin(new JobId(2), 30);

    assertThat(rows.total()).isEqualTo(30);
  }

  @Test
  void closingGrantsNothing() throws InterruptedException {
    rows.begin(JOB, 0);
    long seen = rows.changes();

    rows.close();

    rows.awaitChange(seen);
    assertThat(rows.grant(JOB, 1, 0)).isZero();
  }

  @Test
  void wideRowsAreBoundByTheirBytes() {
    UnverifiedRows bounded = new UnverifiedRows(500_000);

    assertThat(bounded.grant(JOB, 10_000, 1024 * 1024)).isEqualTo(64);
  }
}
