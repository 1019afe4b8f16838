package io.winnow.gateway.load;

import static io.winnow.gateway.spool.SpoolFixture.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** Jobs that are to be loaded no further. */
class LoaderStopTest extends LoaderFixture {
  private static JobEvent cancel(long job) {
    return new JobEvent.CancelRequested(JobEvent.VERSION, new JobId(job));
  }

  private static JobEvent stopped(long job, long rows) {
    return new JobEvent.LoadingStopped(JobEvent.VERSION, new JobId(job), rows);
  }

  @Test
  void aCancelledJobIsLoadedNoFurtherAndSaysHowFarItIs() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    turns(1);

    loader.happened(cancel(1));
    turns(2);

    assertThat(producer.rowsOf(1)).isEqualTo(rows(0, 10));
    assertThat(producer.events()).containsExactly(mark(1, 10), stopped(1, 10));
    assertThat(producer.commitCount()).isEqualTo(2);
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aJobThatIsDeletedWhileItIsLoadedStopsTheSame() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);

    loader.happened(new JobEvent.DeleteRequested(JobEvent.VERSION, new JobId(1)));
    turns(1);

    assertThat(producer.events()).containsExactly(stopped(1, 0));
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aJobCancelledBeforeItComesIsNotLoadedAtAll() throws InterruptedException {
    loader.happened(cancel(1));

    loader.add(lists.accepted(1, list("a", 25)), 0);
    turns(1);

    assertThat(producer.rows()).isEmpty();
    assertThat(producer.events()).containsExactly(stopped(1, 0));
  }

  @Test
  void aJobThatIsLoadedHasNothingToStop() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 5)), 0);
    turns(1);

    loader.happened(cancel(1));
    turns(1);

    assertThat(producer.events()).containsExactly(mark(1, 5));
  }

  @Test
  void thatLoadingHasStoppedIsSaidUntilItIsWritten() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    producer.commitTransactionException = new KafkaException("no");
    loader.happened(cancel(1));
    Thread turn = Thread.ofVirtual().start(this::oneTurn);
    await().until(() -> turn.getState() == Thread.State.TIMED_WAITING);
    assertThat(lists.holds(1)).isTrue();

    producer.commitTransactionException = null;
    await().until(() -> !lists.holds(1));

    assertThat(producer.events()).containsExactly(stopped(1, 0));
  }

  private void oneTurn() {
    try {
      loader.turn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aCancelledJobDoesNotWaitForRoomToStop() throws InterruptedException {
    UnverifiedRows bound = new UnverifiedRows(10);
    loader.close();
    loader = loader(bound);
    loader.add(lists.accepted(1, list("a", 25)), 0);
    turns(1);
    loader.start();

    loader.happened(cancel(1));

    await().until(() -> !lists.holds(1));
    assertThat(producer.events()).containsExactly(mark(1, 10), stopped(1, 10));
  }
}
