package io.winnow.gateway.load;

import static io.winnow.gateway.spool.SpoolFixture.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Topics;
import io.winnow.gateway.spool.SpoolEntry;
import io.winnow.gateway.spool.SpoolFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LoaderTest extends LoaderFixture {
  @Test
  void whatIsAskedOfTheJobTravelsWithEachRow() throws InterruptedException {
    RowOptions hurry = new RowOptions(Instant.parse("2026-05-02T10:00:00Z"), true);
    loader.add(lists.accepted(7, list("a", 2), hurry), 0);

    turns(1);

    assertThat(producer.rows()).extracting(AddressSubmitted::options).containsExactly(hurry, hurry);
    assertThat(producer.answersTo()).isEmpty();
  }

  @Test
  void rowsWhoseVerdictsAreWaitedForSayByWhom() throws InterruptedException {
    loader.addAnswered(lists.accepted(7, list("a", 1)), "berlin");

    turns(1);

    assertThat(producer.answersTo()).containsExactly("berlin");
  }

  @Test
  void aRowTravelsWithItsAddressAsKeyAndItsOtherCells() throws InterruptedException {
    loader.add(lists.accepted(7, "id,email,city\n1, Ann@x.org ,Bonn\n"), 0);

    turns(1);

    assertThat(producer.rowKeys()).containsExactly(" Ann@x.org ");
    assertThat(producer.rows())
        .containsExactly(
            new AddressSubmitted(
                new JobId(7), 0, " Ann@x.org ", Level.DNS, 1, List.of("1", "Bonn")));
  }

  @Test
  void rowsAndTheirMarkAreInOneTransaction() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);

    turns(1);
    assertThat(producer.commitCount()).isEqualTo(1);
    assertThat(producer.rowsOf(1)).isEqualTo(rows(0, 10));
    assertThat(producer.events()).containsExactly(mark(1, 10));
    assertThat(producer.topics()).endsWith(Topics.ADDRESSES.name(), Topics.JOB_EVENTS.name());
    assertThat(lists.holds(1)).isTrue();

    turns(2);
    assertThat(producer.commitCount()).isEqualTo(3);
    assertThat(producer.rowsOf(1)).isEqualTo(rows(0, 25));
    assertThat(producer.events()).containsExactly(mark(1, 10), mark(1, 20), mark(1, 25));
  }

  @Test
  void theListLeavesTheDiskWithItsLastRow() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 20)), 0);

    turns(1);
    assertThat(lists.holds(1)).isTrue();
    assertThat(meters.get("winnow.gateway.jobs.loading").gauge().value()).isEqualTo(1);

    turns(1);
    assertThat(lists.holds(1)).isFalse();
    assertThat(meters.get("winnow.gateway.jobs.loading").gauge().value()).isZero();
    assertThat(meters.get("winnow.gateway.rows.loaded").counter().count()).isEqualTo(20);
  }

  @Test
  void jobsTakeTurns() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 1_000)), 0);
    turns(1);
    loader.add(lists.accepted(2, list("b", 3)), 0);
    loader.add(lists.accepted(3, list("c", 15)), 0);

    turns(5);

    assertThat(producer.events())
        .containsExactly(
            mark(1, 10), mark(1, 20), mark(2, 3), mark(3, 10), mark(1, 30), mark(3, 15));
  }

  @Test
  void loadingGoesOnExactlyWhereItWas() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 13);

    turns(2);

    assertThat(producer.rowsOf(1)).isEqualTo(rows(13, 25));
    assertThat(producer.rowKeys()).first().isEqualTo("a13@x.org");
    assertThat(producer.events()).containsExactly(mark(1, 23), mark(1, 25));
  }

  @Test
  void aListThatWasLoadedWholeIsOnlyRemoved() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 25);

    assertThat(lists.holds(1)).isFalse();
    turns(1);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aTransactionThatFailsIsTakenBackAndDoneAgain() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    turns(1);
    producer.failCommits(new KafkaException("broker is ill"), new KafkaException("still ill"));

    turns(4);

    assertThat(producer.aborts).isEqualTo(2);
    assertThat(producer.rowsOf(1)).isEqualTo(rows(0, 25));
    assertThat(producer.events()).containsExactly(mark(1, 10), mark(1, 20), mark(1, 25));
    assertThat(loader.failure()).isEmpty();
  }

  @Test
  void aRowThatCannotBeSentIsTakenBackAndDoneAgain() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 5)), 0);
    producer.sendException = new TimeoutException("no room in the buffer");
    turns(1);
    producer.sendException = null;

    turns(1);

    assertThat(producer.aborts).isEqualTo(1);
    assertThat(producer.rowsOf(1)).isEqualTo(rows(0, 5));
  }

  @Test
  void aCommitInDoubtIsTriedAgainAndNotTakenBack() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 5)), 0);
    producer.failCommits(new TimeoutException("who knows"));

    turns(1);

    assertThat(producer.aborts).isZero();
    assertThat(producer.rowsOf(1)).isEqualTo(rows(0, 5));
  }

  @Test
  void aRowTooLargeForKafkaFailsItsJobAndNoOther() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 5)), 0);
    loader.add(lists.accepted(2, list("b", 5)), 0);
    producer.failCommits(new KafkaException("sent", new RecordTooLargeException("big")));

    turns(2);

    assertThat(producer.rowsOf(1)).isEmpty();
    assertThat(producer.rowsOf(2)).isEqualTo(rows(0, 5));
    assertThat(producer.events().getFirst())
        .isInstanceOfSatisfying(
            JobEvent.Failed.class,
            failed -> {
              assertThat(failed.job()).isEqualTo(new JobId(1));
              assertThat(failed.code()).isEqualTo("row_too_large");
              assertThat(failed.message()).contains("winnow.limits.row-bytes");
            });
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aListThatCannotBeReadAnyMoreFailsItsJobAndNoOther()
      throws InterruptedException, IOException {
    SpoolEntry gone = lists.accepted(1, list("a", 5));
    SpoolEntry cut = lists.accepted(2, list("b", 5));
    Files.delete(gone.list());
    Files.writeString(cut.list(), list("b", 4));
    loader.add(gone, 0);
    loader.add(cut, 0);
    loader.add(lists.accepted(3, list("c", 5)), 0);

    turns(3);

    assertThat(producer.events())
        .extracting(event -> event.getClass().getSimpleName() + " " + event.job())
        .containsExactly("Failed 1", "Failed 2", "LoadedUpTo 3");
    assertThat(producer.rowsOf(2)).isEmpty();
    assertThat(lists.holds(1)).isFalse();
    assertThat(lists.holds(2)).isFalse();
  }

  @Test
  void aJobThatHasFailedElsewhereIsNotLoadedFurther() throws InterruptedException {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    turns(1);

    loader.happened(new JobEvent.Failed(JobEvent.VERSION, new JobId(1), "abandoned", "…"));
    turns(2);

    assertThat(producer.rowsOf(1)).hasSize(10);
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aFencedProducerStopsLoadingAndKeepsTheLists() {
    loader.add(lists.accepted(1, list("a", 25)), 0);
    producer.fenceProducer();

    loader.start();

    await().until(() -> loader.failure().isPresent());
    assertThat(lists.holds(1)).isTrue();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void rowsWithoutVerdictAreBounded() {
    UnverifiedRows bound = new UnverifiedRows(25);
    loader.close();
    loader = loader(bound);
    SpoolEntry entry = lists.accepted(1, list("a", 60));
    loader.add(entry, 0);

    loader.start();

    await().until(() -> bound.total() == 20);
    bound.stands(SpoolFixture.job(entry.submission().orElseThrow(), JobState.LOADING, 4));
    assertThat(producer.rowsOf(1)).hasSize(20);
    bound.stands(SpoolFixture.job(entry.submission().orElseThrow(), JobState.LOADING, 5));
    await().until(() -> producer.rowsOf(1).size() == 30);
    bound.stands(SpoolFixture.job(entry.submission().orElseThrow(), JobState.LOADING, 60));
    await().until(() -> producer.rowsOf(1).size() == 60);
  }

  @Test
  void aListThatWaitsForItsVerdictsDoesNotHoldUpASmallOne() {
    UnverifiedRows bound = new UnverifiedRows(25);
    loader.close();
    loader = loader(bound);
    loader.add(lists.accepted(1, list("a", 60)), 0);
    loader.start();
    await().until(() -> bound.total() == 20);

    loader.add(lists.accepted(2, list("b", 6)), 0);

    await().until(() -> producer.rowsOf(2).size() == 6);
    assertThat(producer.rowsOf(1)).hasSize(20);
  }

  @Test
  void closingEndsTheWaitAndKeepsTheList() {
    UnverifiedRows bound = new UnverifiedRows(25);
    loader.close();
    loader = loader(bound);
    loader.add(lists.accepted(1, list("a", 60)), 0);
    loader.start();
    await().until(() -> bound.total() == 20);

    loader.close();

    assertThat(lists.holds(1)).isTrue();
    assertThat(loader.failure()).isEmpty();
    assertThat(producer.rowsOf(1)).hasSize(20);
  }
}
