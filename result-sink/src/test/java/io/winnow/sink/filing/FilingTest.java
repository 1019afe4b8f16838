package io.winnow.sink.filing;

import static io.winnow.sink.fixtures.Samples.bytes;
import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobEvent.SliceSealed;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.sink.fixtures.FakeKafka;
import io.winnow.sink.fixtures.FaultyDisk;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilingTest {
  private static final JobId JOB = new JobId(7);
  private static final SliceId SLICE = new SliceId(JOB, 0);
  private static final int PARTITION = FilingSession.partitionOf(SLICE, FakeKafka.PARTITIONS);
  private static final FilingSettings SETTINGS =
      new FilingSettings(4, Duration.ofMillis(10), 1000, 2, Duration.ofMillis(20));

  @TempDir Path root;

  private final FakeKafka kafka = new FakeKafka(Topics.VERIFIED_ADDRESSES.name());
  private final FaultyDisk disk = new FaultyDisk();
  private final JobViews jobs = new JobViews();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final List<Filing> started = new ArrayList<>();

  @AfterEach
  void stop() {
    disk.heal();
    started.forEach(Filing::close);
  }

  @Test
  void aSliceWithAllItsRowsIsSealedInRowOrderAndAnnounced() {
    jobs.put(Samples.job(7, 3));
    start("a", kafka.member(0, 1));

    deliver(2, 0, 1);

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2));
    assertThat(kafka.announced())
        .containsExactly(new SliceSealed(1, JOB, 0, resultOf(SLICE).length()));
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

  @Test
  void aRestartedSinkGoesOnWhereItWas() {
    jobs.put(Samples.job(7, 4));
    Filing first = start("a", kafka.member(0, 1));
    deliver(3, 1);
    awaitCommitted();
    first.close();
    assertThat(first.notReady()).hasValueSatisfying(why -> assertThat(why).contains("has ended"));

    start("a", kafka.member(0, 1));
    deliver(0, 2);

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2) + line(3));
  }

  @Test
  void aSliceThatWasCompleteWhenItsSinkDiedIsSealedAtTheNextStart() {
    Filing first = start("a", kafka.member(0, 1));
    deliver(0, 1);
    awaitCommitted();
    first.close();

    jobs.put(Samples.job(7, 2));
    start("a", kafka.member(0, 1));

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1));
  }

  @Test
  void sealedSlicesOfUnfinishedJobsAreAnnouncedAgainAtTheStart() throws IOException {
    JobId finished = new JobId(8);
    jobs.put(Samples.job(7, 2));
    jobs.put(Samples.job(8, 2, JobState.COMPLETED, Samples.LAYOUT));
    for (JobId job : List.of(JOB, finished)) {
      Path file = directory("a").sealedFile(new SliceId(job, 0));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "two rows\n");
    }
    Path leftOver = root.resolve("jobs/7/open/0.a.rows");
    Files.createDirectories(leftOver.getParent());
    Files.createFile(leftOver);

    Filing filing = start("a", kafka.member(0, 1));

    awaitReady(filing);
    assertThat(kafka.announced()).isNotEmpty().containsOnly(new SliceSealed(1, JOB, 0, 9));
    assertThat(leftOver).doesNotExist();
  }

  @Test
  void anotherSinkTakesOverWhatIsHandedToIt() {
    jobs.put(Samples.job(7, 4));
    FakeKafka.Member one = kafka.member(0, 1);
    FakeKafka.Member two = kafka.member(1 - PARTITION);
    start("a", one);
    start("b", two);
    deliver(3, 1);
    awaitCommitted();

    one.assign(1 - PARTITION);
    await().until(one::settled);
    two.assign(PARTITION);
    deliver(2, 0);

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2) + line(3));
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

  private Filing start(String sink, FakeKafka.Member member) {
    return start(sink, member, SETTINGS);
  }

  private Filing start(String sink, FakeKafka.Member member, FilingSettings settings) {
    MeterRegistry own = started.isEmpty() ? meters : new SimpleMeterRegistry();
    Filing filing = new Filing(settings, directory(sink), disk, member, jobs, () -> true, own);
    started.add(filing);
    filing.start();
    return filing;
  }

  private SliceDirectory directory(String sink) {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SliceDirectory(root, new SinkId(sink));
  }

  private void deliver(long... rows) {
    for (long row : rows) {
      append(SliceId.ofRow(JOB, row).key(), bytes(7, row));
    }
  }

  private void append(String key, byte[] value) {
    kafka.append(PARTITION, key, value);
  }

  private void awaitAnnounced(SliceId slice) {
    await()
        .untilAsserted(
            () -> assertThat(kafka.announced()).anyMatch(event -> event.slice() == slice.number()));
  }

  private void awaitCommitted() {
    await().until(() -> kafka.committed(PARTITION) == kafka.end(PARTITION));
  }

  private static void awaitReady(Filing filing) {
    await().until(() -> filing.notReady().isEmpty());
  }

  private static void awaitNotReady(Filing filing, String why) {
    await()
        .untilAsserted(
            () ->
                assertThat(filing.notReady())
                    .hasValueSatisfying(message -> assertThat(message).contains(why)));
  }

  private String resultOf(SliceId slice) {
    try {
      return Files.readString(directory("a").sealedFile(slice));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> openFiles() {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".rows"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
