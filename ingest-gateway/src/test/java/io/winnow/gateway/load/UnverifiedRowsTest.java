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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnverifiedRowsTest {
  private static final JobId JOB = new JobId(1);

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

  private CompletableFuture<Integer> waiter(int wanted) {
    CompletableFuture<Integer> granted = new CompletableFuture<>();
    Thread waiter =
        Thread.startVirtualThread(
            () -> {
              try {
                granted.complete(rows.await(wanted, 0));
              } catch (InterruptedException e) {
                granted.completeExceptionally(e);
              }
            });
    await().until(() -> granted.isDone() || waiter.getState() == Thread.State.WAITING);
    return granted;
  }

  @Test
  void withoutBoundEverythingIsGranted() throws InterruptedException {
    UnverifiedRows unbounded = new UnverifiedRows(0);
    unbounded.begin(JOB, 1_000_000);

    assertThat(unbounded.await(10_000, 0)).isEqualTo(10_000);
  }

  @Test
  void noMoreThanTheBoundIsGrantedAtOnce() throws InterruptedException {
    assertThat(rows.await(1_000, 0)).isEqualTo(100);
  }

  @Test
  void rowsAreGrantedWhenThereIsRoomForAllOfThem() throws InterruptedException {
    rows.begin(JOB, 60);

    assertThat(rows.await(40, 0)).isEqualTo(40);
    assertThat(waiter(41)).isNotDone();
  }

  @Test
  void verdictsMakeRoom() {
    rows.begin(JOB, 100);
    CompletableFuture<Integer> granted = waiter(10);

    rows.stands(stands(JobState.LOADING, 9));
    assertThat(granted).isNotDone();
    rows.stands(stands(JobState.LOADING, 10));

    await().untilAsserted(() -> assertThat(granted).isCompletedWithValue(10));
  }

  @Test
  void theEndOfAJobMakesRoomWhateverWasProcessed() {
    rows.begin(JOB, 100);
    CompletableFuture<Integer> granted = waiter(100);

    rows.stands(stands(JobState.FAILED, 3));

    await().untilAsserted(() -> assertThat(granted).isCompletedWithValue(100));
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
  void closingGrantsNothing() {
    rows.begin(JOB, 100);
    CompletableFuture<Integer> granted = waiter(1);

    rows.close();

    await().untilAsserted(() -> assertThat(granted).isCompletedWithValue(0));
  }

  @Test
  void wideRowsAreBoundByTheirBytes() throws InterruptedException {
    UnverifiedRows bounded = new UnverifiedRows(500_000);

    assertThat(bounded.await(10_000, 1024 * 1024)).isEqualTo(64);
  }
}
