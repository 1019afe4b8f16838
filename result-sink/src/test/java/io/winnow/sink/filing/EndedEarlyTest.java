package io.winnow.sink.filing;

import static io.winnow.sink.fixtures.Samples.HEADER;
import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobState;
import io.winnow.contracts.SliceId;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.results.Download;
import io.winnow.sink.results.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Jobs that are cancelled or deleted. */
class EndedEarlyTest extends FilingFixture {

  private boolean holdsTheJob() {
    return Files.exists(root.resolve("jobs").resolve(JOB.toString()));
  }

  private static String contentOf(Download download) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    download.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aSliceOfACancelledJobIsSealedWithTheRowsThatThereAre() throws IOException {
    jobs.put(Samples.job(7, 10));
    start("a", kafka.member(0, 1));
    deliver(2, 0, 1);
    awaitCommitted();
    assertThat(kafka.announced()).isEmpty();

    jobs.put(Samples.cancelled(7, 10, 3, JobState.CANCELLING));

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2));
    Job ended = Samples.cancelled(7, 10, 3, JobState.CANCELLED);
    Download download = new Results(directory("a")).of(ended);
    assertThat(download.complete()).isTrue();
    assertThat(contentOf(download)).isEqualTo(HEADER + line(0) + line(1) + line(2));
  }

  @Test
  void nothingIsLeftOfRowsBeyondTheSlicesOfACancelledJob() {
    jobs.put(Samples.job(7, SliceId.ROWS + 10L));
    start("a", kafka.member(0, 1));
    deliver(0, SliceId.ROWS + 1L);
    awaitCommitted();
    assertThat(openFiles()).contains("1.a.rows");

    jobs.put(Samples.cancelled(7, SliceId.ROWS + 10L, 1, JobState.CANCELLING));

    awaitAnnounced(SLICE);
    await().until(() -> openFiles().isEmpty());
    deliver(SliceId.ROWS + 2L);
    awaitCommitted();
    await().until(() -> openFiles().isEmpty());
    await().until(() -> meters.get("winnow.sink.slices.open").gauge().value() == 0);
  }

  @Test
  void aCancelledJobWaitsForTheRowsThatAreUnderWay() {
    jobs.put(Samples.cancelled(7, 10, 3, JobState.CANCELLING));
    start("a", kafka.member(0, 1));
    deliver(0, 1);
    awaitCommitted();
    assertThat(kafka.announced()).isEmpty();

    deliver(2);

    awaitAnnounced(SLICE);
  }

  @Test
  void aJobCancelledAtTheEndOfASliceHasNoOther() throws IOException {
    Job ended = Samples.cancelled(7, SliceId.ROWS + 5L, 0, JobState.CANCELLED);

    Download download = new Results(directory("a")).of(ended);

    assertThat(ended.slices()).isZero();
    assertThat(contentOf(download)).isEqualTo(HEADER);
  }

  @Test
  void nothingOfADeletedJobStays() {
    jobs.put(Samples.job(7, SliceId.ROWS + 2L));
    start("a", kafka.member(0, 1));
    deliver(0, 1, 2, SliceId.ROWS, SliceId.ROWS + 1);
    awaitAnnounced(new SliceId(JOB, 1));
    assertThat(openFiles()).containsExactly("0.a.rows");

    jobs.remove(JOB);

    await().until(() -> !holdsTheJob());
  }

  @Test
  void aJobDeletedBetweenItsSealingAndTheNextCommitDisturbsNobody() {
    jobs.put(Samples.job(7, 1));
    FilingSettings settings =
        new FilingSettings(4, Duration.ofSeconds(2), 1000, 2, Duration.ofHours(1));
    Filing filing = start("a", kafka.member(0, 1), settings);
    deliver(0);
    awaitAnnounced(SLICE);

    jobs.remove(JOB);

    await().until(() -> !holdsTheJob());
    awaitCommitted();
    awaitReady(filing);
  }

  @Test
  void aLateRowOfADeletedJobMakesNoNewFile() {
    jobs.put(Samples.job(7, 3));
    Filing filing = start("a", kafka.member(0, 1));
    deliver(0);
    awaitCommitted();
    jobs.remove(JOB);
    await().until(() -> !holdsTheJob());

    deliver(0, 1, 2);
    awaitCommitted();

    awaitReady(filing);
    assertThat(holdsTheJob()).isFalse();
    assertThat(kafka.announced()).isEmpty();
  }

  @Test
  void aSinkThatWasAwayRemovesWhatWasDeletedMeanwhile() {
    jobs.put(Samples.job(7, 3));
    start("a", kafka.member(0, 1));
    deliver(0);
    awaitCommitted();
    started.removeFirst().close();
    assertThat(holdsTheJob()).isTrue();
    jobs.remove(JOB);

    start("a", kafka.member(0, 1));

    await().until(() -> !holdsTheJob());
  }

  @Test
  void ofSinksThatShareADirectoryEachLetsGoOfADeletedJob() {
    jobs.put(Samples.job(7, 3));
    Filing first = start("a", kafka.member(0, 1));
    deliver(0);
    awaitCommitted();
    Filing second = start("b", kafka.member());
    awaitReady(second);

    jobs.remove(JOB);

    await().until(() -> !holdsTheJob());
    awaitReady(first);
    awaitReady(second);
  }
}
