package io.winnow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.spool.SpoolFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gateway finds that starts after another one has died. */
class CrashedGatewayTest extends GatewayFixture {
  @Test
  void afterACrashLoadingGoesOnBehindTheLastMark() {
    JobId job = loadAPart();
    settings.put("winnow.gateway.max-unverified-rows", "0");

    crash();
    gateway.start();

    await().until(() -> onDisk().isEmpty());
    assertThat(topics.rows.rowsOf(job.value())).isEqualTo(rows(20, 55));
    assertThat(topics.rows.events().getLast())
        .isEqualTo(new JobEvent.LoadedUpTo(JobEvent.VERSION, job, 55));
  }

  @Test
  void afterACrashRowsWithoutVerdictStillCount() {
    JobId job = loadAPart();

    crash();
    gateway.start();

    await().until(() -> meters.get("winnow.gateway.rows.unverified").gauge().value() == 20);
    assertThat(topics.rows.rowsOf(job.value())).isEmpty();
  }

  @Test
  void aListWhoseClientWasToldNothingFailsAfterACrash() {
    topics.admission = submission -> null;
    settings.put("winnow.gateway.admission-timeout", "50 ms");
    restart();
    assertThatThrownBy(() -> gateway.admit(spool(3))).isInstanceOf(NotAdmitted.class);
    assertThat(onDisk()).hasSize(1);

    topics.admission =
        submission -> new JobEvent.Admitted(JobEvent.VERSION, submission.job(), submission);
    JobId job = topics.submitted.getFirst().job();
    crash();
    gateway.start();

    assertThat(topics.announced)
        .singleElement()
        .isInstanceOfSatisfying(
            JobEvent.Failed.class,
            failed -> {
              assertThat(failed.job()).isEqualTo(job);
              assertThat(failed.code()).isEqualTo("abandoned");
            });
    assertThat(onDisk()).isEmpty();
    assertThat(topics.rows.rows()).isEmpty();
  }

  /** The process died between its disk and the topic. */
  @Test
  void nothingStaysOfAListThatWasNeverSubmitted() {
    submitWithoutAnswer();
    assertThat(onDisk()).hasSize(1);

    topics.submitted.clear();
    crash();
    gateway.start();

    assertThat(onDisk()).isEmpty();
    assertThat(topics.announced).isEmpty();
    assertThat(topics.rows.rows()).isEmpty();
  }

  @Test
  void aJobThatFailedMeanwhileIsNotLoadedAfterACrash() {
    JobId job = loadAPart();
    topics.announced.add(new JobEvent.Failed(JobEvent.VERSION, job, "whatever", "…"));

    crash();
    gateway.start();

    assertThat(onDisk()).isEmpty();
    assertThat(topics.rows.rows()).isEmpty();
  }

  @Test
  void aListUnderAKeyThatWasAdmittedBeforeACrashIsLoadedAfterIt() {
    submitWithoutAnswer();

    topics.admission =
        submission -> new JobEvent.Admitted(JobEvent.VERSION, submission.job(), submission);
    JobId job = topics.submitted.getFirst().job();
    crash();
    gateway.start();

    await().until(() -> onDisk().isEmpty());
    assertThat(topics.rows.rowsOf(job.value())).isEqualTo(rows(0, 25));
    assertThat(topics.announced).isEmpty();
  }

  /** Submits a list under a key, of which nothing is heard in time. */
  private void submitWithoutAnswer() {
    topics.admission = submission -> null;
    settings.put("winnow.gateway.admission-timeout", "50 ms");
    restart();
    assertThatThrownBy(() -> gateway.admit(spoolUnder("k", SpoolFixture.list("a", 25))))
        .isInstanceOf(NotAdmitted.class);
  }

  /** Takes settings up. */
  private void restart() {
    gateway.close();
    gateway = newGateway();
    gateway.start();
  }

  /** Loads 20 of 55 rows, and no more until there is a verdict. */
  private JobId loadAPart() {
    settings.put("winnow.gateway.max-unverified-rows", "20");
    restart();
    JobId job = gateway.admit(spool(55));
    await().until(() -> topics.rows.rowsOf(job.value()).size() == 20);
    return job;
  }

  @Test
  void aJobThatIsCancelledOnTheTopicStopsThere() {
    JobId job = loadAPart();

    topics.log(new JobEvent.CancelRequested(JobEvent.VERSION, job));

    await().until(() -> onDisk().isEmpty());
    assertThat(topics.rows.rowsOf(job.value())).isEqualTo(rows(0, 20));
    assertThat(topics.rows.events().getLast())
        .isEqualTo(new JobEvent.LoadingStopped(JobEvent.VERSION, job, 20));
  }

  @Test
  void aJobThatWasCancelledBeforeACrashIsStoppedAfterItWhereItWas() {
    JobId job = loadAPart();
    topics.announced.add(new JobEvent.CancelRequested(JobEvent.VERSION, job));

    crash();
    gateway.start();

    await().until(() -> onDisk().isEmpty());
    assertThat(topics.rows.rows()).isEmpty();
    assertThat(topics.rows.events())
        .containsExactly(new JobEvent.LoadingStopped(JobEvent.VERSION, job, 20));
  }

  @Test
  void aJobThatWasStoppedBeforeACrashIsNotStoppedTwice() {
    JobId job = loadAPart();
    topics.announced.add(new JobEvent.CancelRequested(JobEvent.VERSION, job));
    topics.announced.add(new JobEvent.LoadingStopped(JobEvent.VERSION, job, 20));

    crash();
    gateway.start();

    assertThat(onDisk()).isEmpty();
    assertThat(topics.rows.events()).isEmpty();
  }

  /** The process dies with its disk, and its name lives on. */
  private void crashWithoutDisk(Job table) throws IOException {
    gateway.close();
    topics = topics.afterCrash();
    topics.jobs.add(table);
    settings.put("winnow.spool.directory", Files.createDirectory(root.resolve("new")).toString());
    gateway = newGateway();
    gateway.start();
  }

  private Job inTheTable(JobId id, long loaded) {
    Submission submission = topics.submitted.getFirst();
    assertThat(submission.job()).isEqualTo(id);
    return SpoolFixture.loading(submission, loaded);
  }

  private double lost() {
    return meters.get("winnow.gateway.jobs.lost").gauge().value();
  }

  @Test
  void aJobWhoseListWasLostWithTheDiskIsToldOfAndCanBeEnded() throws IOException {
    settings.put("winnow.gateway.id", "gateway-1");
    JobId job = loadAPart();

    crashWithoutDisk(inTheTable(job, 10));
    await().until(() -> lost() == 1);
    assertThat(topics.announced).as("the disk may come back").isEmpty();
    topics.log(new JobEvent.CancelRequested(JobEvent.VERSION, job));

    await().until(() -> lost() == 0);
    assertThat(topics.announced)
        .as("exactly what is on the topic, and not what the table knew of it")
        .containsExactly(new JobEvent.LoadingStopped(JobEvent.VERSION, job, 20));
  }

  @Test
  void aJobThatSomebodyWantedToEndBeforeItsListWasLostEnds() throws IOException {
    settings.put("winnow.gateway.id", "gateway-1");
    JobId job = loadAPart();
    topics.announced.add(new JobEvent.DeleteRequested(JobEvent.VERSION, job));

    crashWithoutDisk(inTheTable(job, 20));

    await()
        .until(
            () ->
                topics.announced.equals(
                    List.of(new JobEvent.LoadingStopped(JobEvent.VERSION, job, 20))));
  }

  @Test
  void aListThatTheTableOfJobsDoesNotKnowToBeLoadedIsNotLost() throws IOException {
    settings.put("winnow.gateway.id", "gateway-1");
    restart();
    JobId job = gateway.admit(spool(25));
    await().until(() -> onDisk().isEmpty());

    crashWithoutDisk(inTheTable(job, 10));
    await().until(() -> topics.looked.get() == 1);
    topics.log(new JobEvent.CancelRequested(JobEvent.VERSION, job));
    JobId next = gateway.admit(spool(5));
    await().until(() -> topics.rows.rowsOf(next.value()).size() == 5);
    await().during(Duration.ofMillis(100)).until(() -> lost() == 0);

    assertThat(topics.announced).isEmpty();
  }

  @Test
  void aJobWhoseMarksAreNotKeptAnyMoreEndsWhereTheTableKnowsItToBe() throws IOException {
    settings.put("winnow.gateway.id", "gateway-1");
    JobId job = loadAPart();
    Job table = inTheTable(job, 20);
    gateway.close();
    topics = new FakeTopics();
    topics.failures = 1;
    topics.jobs.add(table);
    settings.put("winnow.spool.directory", Files.createDirectory(root.resolve("new")).toString());
    gateway = newGateway();
    gateway.start();

    await().until(() -> lost() == 1);
    topics.log(new JobEvent.CancelRequested(JobEvent.VERSION, job));

    await()
        .until(
            () ->
                topics.announced.equals(
                    List.of(new JobEvent.LoadingStopped(JobEvent.VERSION, job, 20))));
  }

  @Test
  void aJobOfAnotherGatewayIsNoneOfOurs() throws IOException {
    settings.put("winnow.gateway.id", "gateway-1");
    JobId job = loadAPart();
    Job table = inTheTable(job, 20);
    settings.put("winnow.gateway.id", "gateway-2");

    crashWithoutDisk(table);
    topics.log(new JobEvent.CancelRequested(JobEvent.VERSION, job));
    JobId next = gateway.admit(spool(5));

    await().until(() -> topics.rows.rowsOf(next.value()).size() == 5);
    assertThat(topics.announced).isEmpty();
  }
}
