package io.winnow.sink.filing;

import static io.winnow.sink.fixtures.Samples.bytes;
import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.sink.fixtures.FakeKafka;
import io.winnow.sink.fixtures.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FilingFaultsTest extends FilingFixture {

  @Test
  void recordsThatCannotBeReadArePutAsideAndTheOthersAreFiled() {
    jobs.put(Samples.job(7, 2));
    start("a", kafka.member(0, 1));

    deliver(0);
    append("7/0", "{\"v\":1,\"job\":".getBytes(StandardCharsets.UTF_8));
    append("7/0", null);
    append("7/5", bytes(7, 1));
    append(
        "7/0",
        "{\"v\":1,\"job\":7,\"row\":922337203685477580,\"reason\":\"null_mx\"}"
            .getBytes(StandardCharsets.UTF_8));
    deliver(1);

    awaitAnnounced(SLICE);
    awaitCommitted();
    List<ProducerRecord<byte[], byte[]>> aside = kafka.sentTo(Topics.DEAD_LETTERS.name());
    assertThat(aside).hasSize(4);
    assertThat(aside.getFirst().key()).asString().isEqualTo("7/0");
    assertThat(aside.getFirst().value()).asString().isEqualTo("{\"v\":1,\"job\":");
    assertThat(header(aside.getFirst(), DeadLetters.TOPIC)).isEqualTo("winnow.verified-addresses");
    assertThat(header(aside.getFirst(), DeadLetters.PARTITION)).isEqualTo("" + PARTITION);
    assertThat(header(aside.getFirst(), DeadLetters.OFFSET)).isEqualTo("1");
    assertThat(header(aside.getFirst(), DeadLetters.EXCEPTION)).contains("SerializationException");
    assertThat(aside)
        .extracting(record -> header(record, DeadLetters.MESSAGE))
        .satisfiesExactly(
            message -> assertThat(message).startsWith("AddressVerified: "),
            message -> assertThat(message).contains("no value"),
            message -> assertThat(message).contains("row 1 of job 7 has another slice's key"),
            message -> assertThat(message).contains("too great"));
    assertThat(meters.get("winnow.sink.dead.letters").counter().count()).isEqualTo(4);
  }

  @Test
  void rowsBeyondTheListArePutAsideAndTheirJobFailsOnce() {
    jobs.put(Samples.job(7, 2));
    start("a", kafka.member(0, 1));

    deliver(0, 2, 3, 1);

    awaitAnnounced(SLICE);
    awaitCommitted();
    assertThat(kafka.sentTo(Topics.DEAD_LETTERS.name()))
        .extracting(record -> header(record, DeadLetters.MESSAGE))
        .satisfiesExactly(
            message -> assertThat(message).contains("no row 2 of job 7, which has 2"),
            message -> assertThat(message).contains("no row 3 of job 7"));
    assertThat(kafka.sentTo(Topics.JOB_EVENTS.name()))
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .filteredOn(event -> event.contains("failed"))
        .singleElement()
        .asString()
        .contains("\"job\":7", "\"code\":\"row_out_of_range\"");
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1));
  }

  @Test
  void rowsOfSlicesBeyondTheListFailTheirJobAlsoWhenItBecomesKnownLater() {
    start("a", kafka.member(0, 1));
    SliceId beyond = new SliceId(JOB, 3);
    kafka.append(
        FilingSession.partitionOf(beyond, FakeKafka.PARTITIONS),
        beyond.key(),
        bytes(7, beyond.firstRow()));

    jobs.put(Samples.job(7, 2));

    await()
        .untilAsserted(
            () ->
                assertThat(kafka.sentTo(Topics.JOB_EVENTS.name()))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .anyMatch(event -> event.contains("row_out_of_range")));
  }

  @Test
  void nothingIsCommittedBehindARecordThatCouldNotBePutAside() {
    jobs.put(Samples.job(7, 2));
    kafka.refuse(record -> record.topic().equals(Topics.DEAD_LETTERS.name()));
    Filing filing = start("a", kafka.member(0, 1));

    deliver(0);
    append("7/0", new byte[] {'x'});
    deliver(1);

    awaitNotReady(filing, "cannot write to winnow.dead-letters: no answer from the broker");
    assertThat(kafka.committed(PARTITION)).isLessThan(2);
    kafka.refuse(record -> false);
    awaitCommitted();
    awaitAnnounced(SLICE);
    assertThat(kafka.sentTo(Topics.DEAD_LETTERS.name())).hasSize(1);
  }

  @Test
  void aFullDiskStopsFilingSaysSoAndLosesNothing() {
    jobs.put(Samples.job(7, 200));
    FakeKafka.Member member = kafka.member(0, 1);
    Filing filing = start("a", member);
    for (long row = 0; row < 100; row++) {
      deliver(row);
    }
    awaitCommitted();
    disk.fullAfter(1000);
    for (long row = 100; row < 200; row++) {
      deliver(row);
    }
    awaitNotReady(filing, "No space left on device");
    int sessions = member.consumers();
    long committed = kafka.committed(PARTITION);
    assertThat(committed).isBetween(100L, 199L);

    awaitNotReady(filing, "No space left on device");
    disk.heal();

    awaitAnnounced(SLICE);
    awaitReady(filing);
    assertThat(resultOf(SLICE).lines()).hasSize(200);
    assertThat(resultOf(SLICE)).contains(line(99) + line(100)).endsWith(line(199));
    assertThat(member.consumers()).isLessThanOrEqualTo(sessions + 2);
  }

  @Test
  void aDiskThatFailsForAMomentLosesNothing() {
    jobs.put(Samples.job(7, 300));
    start("a", kafka.member(0, 1));
    deliver(0);
    awaitCommitted();

    for (long row = 1; row < 300; row++) {
      if (row % 100 == 50) {
        disk.failOnceAfter(row);
      }
      deliver(row);
    }

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE).lines()).hasSize(300);
  }

  @Test
  void offsetsAreCommittedOnlyBehindRowsThatTheDiskHasPromisedToKeep() {
    jobs.put(Samples.job(7, 4));
    Filing filing = start("a", kafka.member(0, 1));
    deliver(0, 1);
    awaitCommitted();
    disk.refuseToForce(true);

    deliver(2);

    awaitNotReady(filing, "Input/output error");
    assertThat(kafka.committed(PARTITION)).isEqualTo(2);
    disk.heal();
    deliver(3);
    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2) + line(3));
  }

  @Test
  void aSliceThatCannotBeAnnouncedIsAnnouncedLater() {
    jobs.put(Samples.job(7, 1));
    kafka.refuse(record -> true);
    Filing filing = start("a", kafka.member(0, 1));

    deliver(0);

    awaitNotReady(filing, "cannot announce the sealed slice 7/0: no answer from the broker");
    kafka.refuse(record -> false);
    awaitAnnounced(SLICE);
    awaitReady(filing);
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
