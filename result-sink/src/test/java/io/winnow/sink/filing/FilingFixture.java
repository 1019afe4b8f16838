package io.winnow.sink.filing;

import static io.winnow.sink.fixtures.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Topics;
import io.winnow.sink.fixtures.FakeKafka;
import io.winnow.sink.fixtures.FaultyDisk;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A sink over topics, a disk and jobs that a test has in its hands. */
abstract class FilingFixture {
  static final JobId JOB = new JobId(7);
  static final SliceId SLICE = new SliceId(JOB, 0);
  static final int PARTITION = FilingSession.partitionOf(SLICE, FakeKafka.PARTITIONS);
  static final FilingSettings SETTINGS =
      new FilingSettings(4, Duration.ofMillis(10), 1000, 2, Duration.ofMillis(20));

  @TempDir Path root;

  final FakeKafka kafka = new FakeKafka(Topics.VERIFIED_ADDRESSES.name());
  final FaultyDisk disk = new FaultyDisk();
  final JobViews jobs = new JobViews();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final List<Filing> started = new ArrayList<>();

  @AfterEach
  void stop() {
    disk.heal();
    started.forEach(Filing::close);
  }

  Filing start(String sink, FakeKafka.Member member) {
    return start(sink, member, SETTINGS);
  }

  Filing start(String sink, FakeKafka.Member member, FilingSettings settings) {
    return start(sink, member, settings, disk);
  }

  Filing start(String sink, FakeKafka.Member member, FilingSettings settings, Disk disk) {
    MeterRegistry own = started.isEmpty() ? meters : new SimpleMeterRegistry();
    Filing filing = new Filing(settings, directory(sink), disk, member, jobs, () -> true, own);
    started.add(filing);
    filing.start();
    return filing;
  }

  SliceDirectory directory(String sink) {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SliceDirectory(root, new SinkId(sink));
  }

  void deliver(long... rows) {
    for (long row : rows) {
      append(SliceId.ofRow(JOB, row).key(), bytes(7, row));
    }
  }

  void append(String key, byte[] value) {
    kafka.append(PARTITION, key, value);
  }

  void awaitAnnounced(SliceId slice) {
    await()
        .untilAsserted(
            () -> assertThat(kafka.announced()).anyMatch(event -> event.slice() == slice.number()));
  }

  void awaitTold(SliceId slice, SliceCounts counts) {
    SliceTally tally = new SliceTally(1, slice.job(), slice.number(), counts);
    await().untilAsserted(() -> assertThat(kafka.told()).contains(tally));
  }

  /** That many rows of {@link Samples}. */
  static SliceCounts counts(int rows) {
    return new SliceCounts(Map.of(Reason.SMTP_NOT_CHECKED, rows));
  }

  void awaitCommitted() {
    await().until(() -> kafka.committed(PARTITION) == kafka.end(PARTITION));
  }

  static void awaitReady(Filing filing) {
    await().until(() -> filing.notReady().isEmpty());
  }

  static void awaitNotReady(Filing filing, String why) {
    await()
        .untilAsserted(
            () ->
                assertThat(filing.notReady())
                    .hasValueSatisfying(message -> assertThat(message).contains(why)));
  }

  String resultOf(SliceId slice) {
    try {
      return Files.readString(directory("a").sealedFile(slice));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> openFiles() {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".rows"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
