package io.winnow.sink.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.sink.fixtures.FakeKafka;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.OpenSlice;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  /** That of the samples' jobs. */
  private static final Instant END = Instant.parse("2026-03-01T12:00:09Z");

  private static final RetentionSettings SETTINGS =
      new RetentionSettings(Duration.ofDays(30), Duration.ofDays(7), Duration.ofMillis(5));

  @TempDir Path root;

  private final FakeKafka kafka = new FakeKafka(Topics.VERIFIED_ADDRESSES.name());
  private final JobViews jobs = new JobViews();
  private final AtomicBoolean jobsKnown = new AtomicBoolean(true);
  private SliceDirectory directory;
  private @Nullable Retention retention;

  @BeforeEach
  void open() {
    directory = new SliceDirectory(root, new SinkId("a"));
  }

  @AfterEach
  void stop() {
    if (retention != null) {
      retention.close();
    }
  }

  private void startAt(Instant now) {
    retention =
        new Retention(
            SETTINGS,
            jobs,
            jobsKnown::get,
            directory,
            Disk.ofSystem(),
            () -> kafka.member().producer(),
            Clock.fixed(now, ZoneOffset.UTC),
            Duration.ofMillis(5));
    retention.start();
  }

  private List<JobEvent> told() {
    JsonSerde<JobEvent> serde = new JsonSerde<>(JobEvent.class);
    return kafka.sentTo(Topics.JOB_EVENTS.name()).stream()
        .map(record -> serde.deserialize(null, record.value()))
        .distinct()
        .toList();
  }

  private void awaitTold(long... ids) {
    List<JobEvent> expected =
        Arrays.stream(ids)
            .mapToObj(id -> (JobEvent) JobEvent.DeleteRequested.forAge(new JobId(id)))
            .toList();
    await().untilAsserted(() -> assertThat(told()).containsExactlyInAnyOrderElementsOf(expected));
  }

  @Test
  void jobsGoWhenTheirTimeIsOverAndNotBefore() {
    jobs.put(Samples.job(1, 3, JobState.COMPLETED, Samples.LAYOUT));
    jobs.put(Samples.job(2, 3, JobState.FAILED, Samples.LAYOUT));
    jobs.put(Samples.job(3, 3, JobState.RUNNING, Samples.LAYOUT));
    jobs.put(keptFor(4, Duration.ofDays(31)));

    startAt(END.plus(Duration.ofDays(30)));

    awaitTold(1, 2);
  }

  @Test
  void aJobMaySayHowLongItIsKept() {
    jobs.put(keptFor(4, Duration.ofDays(1)));
    jobs.put(keptFor(5, Duration.ofDays(1).plusSeconds(1)));
    jobs.put(Samples.job(6, 3, JobState.COMPLETED, Samples.LAYOUT));

    startAt(END.plus(Duration.ofDays(1)));

    awaitTold(4);
  }

  @Test
  void nothingGoesBeforeAllJobsAreKnown() throws IOException {
    file(new SliceId(new JobId(9), 0));
    jobs.put(Samples.job(1, 3, JobState.COMPLETED, Samples.LAYOUT));
    jobsKnown.set(false);

    startAt(Instant.now().plus(Duration.ofDays(100)));

    await().during(Duration.ofMillis(50)).until(() -> told().isEmpty());
    assertThat(directory.holds(new JobId(9))).isTrue();
    jobsKnown.set(true);
    awaitTold(1);
  }

  @Test
  void itIsToldAgainUntilItIsDone() {
    jobs.put(Samples.job(1, 3, JobState.COMPLETED, Samples.LAYOUT));
    kafka.refuse(record -> true);
    startAt(END.plus(Duration.ofDays(30)));
    kafka.refuse(record -> false);

    awaitTold(1);
    jobs.put(Samples.job(1, 3, JobState.EXPIRED, Samples.LAYOUT));
    int before = kafka.sentTo(Topics.JOB_EVENTS.name()).size();

    await()
        .during(Duration.ofMillis(50))
        .until(() -> kafka.sentTo(Topics.JOB_EVENTS.name()).size() <= before + 1);
  }

  @Test
  void rowsThatNobodyKnowsTheJobOfGoAndSealedFilesStay() throws IOException {
    SliceId unknown = new SliceId(new JobId(9), 0);
    SliceId known = new SliceId(new JobId(3), 0);
    SliceId sealed = new SliceId(new JobId(8), 0);
    file(unknown);
    file(known);
    SealedFile.write(directory, Disk.ofSystem(), sealed, out -> out.write(1));
    jobs.put(Samples.job(3, 3));

    startAt(Instant.now().plus(SETTINGS.unknownRows()).plusSeconds(60));

    await().until(() -> !directory.holds(unknown.job()));
    assertThat(directory.openSlices()).containsExactly(known);
    assertThat(directory.isSealed(sealed)).isTrue();
  }

  @Test
  void rowsThatNobodyKnowsTheJobOfAreKeptForAWhile() throws IOException {
    SliceId unknown = new SliceId(new JobId(9), 0);
    file(unknown);

    startAt(Instant.now().plus(SETTINGS.unknownRows()).minusSeconds(600));

    await().during(Duration.ofMillis(50)).until(() -> directory.holds(unknown.job()));
  }

  private void file(SliceId slice) throws IOException {
    try (OpenFiles files = new OpenFiles(directory, Disk.ofSystem(), 1)) {
      OpenSlice.load(directory, files, slice)
          .append(0, Reason.NULL_MX, false, Samples.bytes(slice.job().value(), 0));
      files.write();
    }
  }

  private static Job keptFor(long id, Duration retention) {
    Job job = Samples.job(id, 3, JobState.COMPLETED, Samples.LAYOUT);
    return Samples.with(job, job.processed(), JobOptions.PLAIN.keptFor(retention));
  }
}
