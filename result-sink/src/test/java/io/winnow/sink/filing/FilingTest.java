package io.winnow.sink.filing;

import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobEvent.SliceSealed;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.Verdict;
import io.winnow.sink.fixtures.FakeKafka;
import io.winnow.sink.fixtures.Samples;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FilingTest extends FilingFixture {

  @Test
  void aSliceWithAllItsRowsIsSealedInRowOrderAndAnnounced() {
    jobs.put(Samples.job(7, 3));
    start("a", kafka.member(0, 1));

    deliver(2, 0, 1);

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2));
    assertThat(kafka.announced())
        .containsExactly(new SliceSealed(1, JOB, 0, resultOf(SLICE).length(), counts(3)));
    assertThat(kafka.sentTo(Topics.JOB_EVENTS.name()).getFirst().key()).asString().isEqualTo("7");
    assertThat(openFiles()).isEmpty();
    awaitCommitted();
    assertThat(meters.get("winnow.sink.rows.filed").counter().count()).isEqualTo(3);
    assertThat(meters.get("winnow.sink.seal").timer().count()).isEqualTo(1);
  }

  @Test
  void aSliceWithoutAllItsRowsStaysOpen() {
    jobs.put(Samples.job(7, 3));
    Filing filing = start("a", kafka.member(0, 1));

    deliver(2, 0, 2, 2);

    awaitCommitted();
    awaitReady(filing);
    assertThat(openFiles()).containsExactly("0.a.rows");
    assertThat(kafka.announced()).isEmpty();
    assertThat(meters.get("winnow.sink.slices.open").gauge().value()).isEqualTo(1);
  }

  @Test
  void progressIsToldWithEachRowCountedOnce() {
    jobs.put(Samples.job(7, 5));
    start("a", kafka.member(0, 1));

    deliver(2, 0, 2, 2);

    awaitTold(SLICE, counts(2));
    ProducerRecord<byte[], byte[]> told = kafka.sentTo(Topics.SLICE_TALLIES.name()).getFirst();
    assertThat(told.key()).asString().isEqualTo("7");
    deliver(1, 3, 0);
    awaitTold(SLICE, counts(4));
    assertThat(kafka.told()).allSatisfy(tally -> assertThat(tally.counts().rows()).isBetween(1, 4));
  }

  @Test
  void aRowThatCameAgainWithAnotherVerdictStaysAsItCameFirst() {
    jobs.put(Samples.job(7, 2));
    start("a", kafka.member(0, 1));
    Verdict other = Verdict.of(Reason.NULL_MX);

    deliver(0);
    append(
        "7/0",
        Samples.bytes(new AddressVerified(JOB, 0, other, "a@b.example", 1, List.of("A", "B"))));
    deliver(1);

    awaitAnnounced(SLICE);
    assertThat(kafka.announced().getFirst().counts()).isEqualTo(counts(2));
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1));
  }

  @Test
  void aSliceWaitsForItsJobToBeKnown() {
    start("a", kafka.member(0, 1));
    deliver(0, 1, 2);
    awaitCommitted();
    assertThat(kafka.announced()).isEmpty();

    jobs.put(Samples.job(7, 3));

    awaitAnnounced(SLICE);
  }

  @Test
  void everySliceOfALongListIsSealedByItself() {
    jobs.put(Samples.job(7, SliceId.ROWS + 2L));
    start("a", kafka.member(0, 1));
    SliceId last = new SliceId(JOB, 1);

    deliver(SliceId.ROWS + 1, SliceId.ROWS);
    awaitAnnounced(last);
    assertThat(resultOf(last)).isEqualTo(line(SliceId.ROWS) + line(SliceId.ROWS + 1));
    for (long row = SliceId.ROWS - 1; row >= 0; row--) {
      deliver(row);
    }

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE).lines()).hasSize(SliceId.ROWS);
    assertThat(resultOf(SLICE)).startsWith(line(0)).endsWith(line(SliceId.ROWS - 1));
  }

  @Test
  void rowsOfASealedSliceThatComeAgainChangeNothing() {
    jobs.put(Samples.job(7, 2));
    start("a", kafka.member(0, 1));
    deliver(0, 1);
    awaitAnnounced(SLICE);
    String first = resultOf(SLICE);

    deliver(1, 0);

    awaitCommitted();
    assertThat(resultOf(SLICE)).isEqualTo(first);
    assertThat(openFiles()).isEmpty();
  }

  @Test
  void aRevokedPartitionIsForcedAndCommittedBeforeItIsHandedOver() {
    FakeKafka.Member member = kafka.member(0, 1);
    FilingSettings seldom =
        new FilingSettings(4, Duration.ofHours(1), 1_000_000, 1, Duration.ofMillis(20));
    start("a", member, seldom);
    deliver(0, 1);
    await().until(() -> openFiles().contains("0.a.rows"));

    member.assign(1 - PARTITION);

    await().until(member::settled);
    assertThat(kafka.committed(PARTITION)).isEqualTo(2);
  }

  @Test
  void aStoppedSinkHasCommittedAllThatItHasFiled() {
    FilingSettings seldom =
        new FilingSettings(4, Duration.ofHours(1), 1_000_000, 1, Duration.ofMillis(20));
    Filing filing = start("a", kafka.member(0, 1), seldom);
    deliver(0, 1);
    await().until(() -> openFiles().contains("0.a.rows"));

    filing.close();

    assertThat(kafka.committed(PARTITION)).isEqualTo(2);
  }
}
