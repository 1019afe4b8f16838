package io.winnow.gateway.load;

import static io.winnow.gateway.spool.SpoolFixture.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.gateway.spool.SpoolFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostProducerTest {
  private final RuntimeException fenced = new ProducerFencedException("who are you?");

  @TempDir Path root;
  private SpoolFixture lists;
  private final ScriptedProducer first = new ScriptedProducer();
  private final ScriptedProducer second = new ScriptedProducer();
  private final ScriptedProducers producers = new ScriptedProducers(first, second);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Loader loader;

  @BeforeEach
  void start() {
    lists = new SpoolFixture(root);
    // as if every transaction were older than that
    producers.transactionTimeout = Duration.ZERO;
    loader =
        new Loader(producers, producers, new UnverifiedRows(0), SpoolFixture.LIMITS, 10, meters);
    loader.init();
  }

  @AfterEach
  void stop() {
    loader.close();
    lists.close();
  }

  private void turns(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      loader.turn();
    }
  }

  private static JobEvent mark(long job, long rows) {
    return new JobEvent.LoadedUpTo(JobEvent.VERSION, new JobId(job), rows);
  }

  private static List<Long> rows(long to) {
    return LongStream.range(0, to).boxed().toList();
  }

  private double rowsLoaded() {
    return meters.get("winnow.gateway.rows.loaded").counter().count();
  }

  @Test
  void aTransactionThatTookTooLongIsDoneAgainByANewProducer() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    turns(1);
    first.endAtCommit(false, fenced);

    turns(3);

    assertThat(first.rowsOf(1)).hasSize(10);
    assertThat(first.closes).isEqualTo(1);
    assertThat(producers.rowsOf(1)).isEqualTo(rows(25));
    assertThat(producers.events()).containsExactly(mark(1, 10), mark(1, 20), mark(1, 25));
    assertThat(producers.asked).containsExactly(Instant.parse("2026-05-01T10:00:00Z"));
    assertThat(rowsLoaded()).isEqualTo(25);
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aCommitInDoubtThatWasWrittenIsNotDoneAgain() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    turns(1);
    first.endAtCommit(true, fenced);

    turns(2);

    assertThat(first.rowsOf(1)).hasSize(20);
    assertThat(producers.rowsOf(1)).isEqualTo(rows(25));
    assertThat(producers.events()).containsExactly(mark(1, 10), mark(1, 20), mark(1, 25));
    assertThat(rowsLoaded()).isEqualTo(25);
  }

  @Test
  void aListWhoseLastCommitWasInDoubtAndWrittenIsDone() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 5)), 0);
    first.endAtCommit(true, fenced);

    turns(2);

    assertThat(producers.events()).containsExactly(mark(1, 5));
    assertThat(rowsLoaded()).isEqualTo(5);
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void theOtherJobsGoOnToo() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 15)), 0);
    loader.add(lists.accepted(2, list("b", 15)), 0);
    turns(2);
    first.endAtCommit(false, fenced);

    turns(4);

    assertThat(producers.rowsOf(1)).isEqualTo(rows(15));
    assertThat(producers.rowsOf(2)).isEqualTo(rows(15));
  }

  @Test
  void everyEndOfAProducerIsMendedNotOnlyFencing() throws InterruptedException {
    producers.transactionTimeout = Duration.ofMinutes(1);
    loader.add(lists.accepted(1, list("a", 15)), 0);
    first.endAtCommit(
        false, new KafkaException("in an error state", new InvalidTxnStateException("")));

    turns(3);

    assertThat(producers.rowsOf(1)).isEqualTo(rows(15));
  }

  @Test
  void aJobThatFailedMeanwhileIsLoadedNoFurther() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    turns(1);
    first.endAtCommit(false, fenced);
    producers.elsewhere.add(new JobEvent.Failed(JobEvent.VERSION, new JobId(1), "abandoned", "…"));

    turns(2);

    assertThat(producers.rowsOf(1)).hasSize(10);
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void thatLoadingHasStoppedIsSaidOnce() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    first.endAtCommit(true, fenced);
    loader.happened(new JobEvent.CancelRequested(JobEvent.VERSION, new JobId(1)));

    turns(1);

    assertThat(producers.events())
        .containsExactly(new JobEvent.LoadingStopped(JobEvent.VERSION, new JobId(1), 0));
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aNewProducerIsTriedForUntilKafkaIsBack() {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    first.endAtCommit(false, fenced);
    producers.failToTell(new TimeoutException("still away"));

    loader.start();

    await().until(() -> !lists.holds(1));
    assertThat(producers.opened()).isEqualTo(3);
    assertThat(producers.rowsOf(1)).isEqualTo(rows(25));
    assertThat(loader.failure()).isEmpty();
  }

  @Test
  void closingEndsTheSearchForANewProducer() {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    first.endAtCommit(false, fenced);
    producers.failToTell(
        LongStream.range(0, 1_000)
            .mapToObj(i -> new TimeoutException("away"))
            .toArray(KafkaException[]::new));
    loader.start();
    await().until(() -> producers.opened() > 1);

    loader.close();

    assertThat(loader.failure()).isEmpty();
    assertThat(lists.holds(1)).isTrue();
  }

  @Test
  void whoIsFencedSoonerThanKafkaGivesUpHasARivalAndStops() {
    producers.transactionTimeout = Duration.ofMinutes(1);
    first.endAtCommit(false, fenced);
    loader.add(lists.accepted(1, list("a", 25)), 0);

    loader.start();

    await().until(() -> loader.failure().isPresent());
    assertThat(producers.opened()).isEqualTo(1);
    assertThat(producers.rowsOf(1)).isEmpty();
    assertThat(lists.holds(1)).isTrue();
  }

  @Test
  void whatNoNewProducerMendsStopsLoading() {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    first.endAtCommit(false, fenced);
    producers.failToTell(new UnsupportedVersionException("no transactions here"));

    loader.start();

    await().until(() -> loader.failure().isPresent());
    assertThat(lists.holds(1)).isTrue();
  }
}
