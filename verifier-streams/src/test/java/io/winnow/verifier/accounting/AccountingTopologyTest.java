package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Status;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.verifier.admission.AdmissionSettings;
import io.winnow.verifier.admission.Refund;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountingTopologyTest {
  private static final JobId JOB = new JobId(42);
  private static final AdmissionSettings SETTINGS =
      new AdmissionSettings(Set.of("default", "other"), Set.of(Refund.values()));

  @TempDir Path state;
  private TopologyTestDriver driver;
  private TestInputTopic<String, Submission> submissions;
  private TestInputTopic<String, SliceTally> tallies;
  private TestInputTopic<String, JobWaits> waits;
  private TestInputTopic<String, JobEvent> events;
  private TestOutputTopic<String, Job> jobs;
  private TestOutputTopic<String, JobEvent> decisions;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    driver =
        new TopologyTestDriver(
            AccountingTopology.build(1, SETTINGS, new SimpleMeterRegistry()), properties);
    StringSerializer keys = new StringSerializer();
    submissions =
        driver.createInputTopic(Topics.SUBMISSIONS.name(), keys, new JsonSerde<>(Submission.class));
    tallies =
        driver.createInputTopic(
            Topics.SLICE_TALLIES.name(), keys, new JsonSerde<>(SliceTally.class));
    waits = driver.createInputTopic(Topics.JOB_WAITS.name(), keys, new JsonSerde<>(JobWaits.class));
    events =
        driver.createInputTopic(Topics.JOB_EVENTS.name(), keys, new JsonSerde<>(JobEvent.class));
    jobs =
        driver.createOutputTopic(
            Topics.JOBS_TABLE.name(), new StringDeserializer(), new JsonSerde<>(Job.class));
    decisions =
        driver.createOutputTopic(
            Topics.JOB_EVENTS.name(), new StringDeserializer(), new JsonSerde<>(JobEvent.class));
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private static Submission submission(JobId job, String nonce, long rows) {
    return new Submission(
        1,
        job,
        nonce,
        nonce.equals("another") ? "other" : "default",
        "customers.csv",
        Level.DNS,
        new ListLayout(List.of("email"), 0, ",", true),
        rows,
        Instant.EPOCH);
  }

  private void submit(long rows) {
    submissions.pipeInput("default", submission(JOB, "nonce", rows));
  }

  private void tell(int slice, Map<Reason, Integer> byReason) {
    tallies.pipeInput("42", new SliceTally(1, JOB, slice, new SliceCounts(byReason)));
  }

  private void seal(int slice, Map<Reason, Integer> byReason) {
    events.pipeInput("42", new JobEvent.SliceSealed(1, JOB, slice, 10, new SliceCounts(byReason)));
  }

  private void tick() {
    driver.advanceWallClockTime(Duration.ofMillis(250));
  }

  private Job latest() {
    return jobs.readValuesToList().getLast();
  }

  @Test
  void aSubmissionBecomesALoadingJob() {
    submit(3);

    assertThat(decisions.readValue())
        .isEqualTo(new JobEvent.Admitted(1, JOB, submission(JOB, "nonce", 3)));
    Job job = latest();
    assertThat(job.state()).isEqualTo(JobState.LOADING);
    assertThat(job.rows()).isEqualTo(3);
  }

  private void wait(String task, Map<WaitCause, Waiting> waiting) {
    waits.pipeInput("42", new JobWaits(1, JOB, task, waiting));
    tick();
  }

  @Test
  void whatWaitsInSeveralTasksIsAddedUpAndTakenBackByEach() {
    Instant at = Instant.parse("2040-01-01T00:00:00Z");
    submit(10);
    wait("a", Map.of(WaitCause.GREYLISTING, new Waiting(2, at, at.plusSeconds(9))));
    wait(
        "b",
        Map.of(
            WaitCause.GREYLISTING,
            new Waiting(3, at.minusSeconds(1), at),
            WaitCause.LANE_LIMIT,
            new Waiting(4, null, null)));

    assertThat(latest().waiting())
        .containsExactly(
            Map.entry(WaitCause.GREYLISTING, new Waiting(5, at.minusSeconds(1), at.plusSeconds(9))),
            Map.entry(WaitCause.LANE_LIMIT, new Waiting(4, null, null)));

    wait("b", Map.of());
    assertThat(latest().waiting())
        .containsExactly(Map.entry(WaitCause.GREYLISTING, new Waiting(2, at, at.plusSeconds(9))));
    wait("a", Map.of());
    assertThat(latest().waiting()).isEmpty();
  }

  @Test
  void ofAJobThatHasEndedAndOfNoJobNothingWaits() {
    Map<WaitCause, Waiting> some = Map.of(WaitCause.DNS_RETRY, new Waiting(1, null, null));
    wait("a", some);
    assertThat(jobs.isEmpty()).isTrue();
    submit(1);
    wait("a", some);
    happen(new JobEvent.LoadedUpTo(1, JOB, 1));
    seal(0, Map.of(Reason.NULL_MX, 1));

    Job job = latest();
    assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    assertThat(job.waiting()).isEmpty();
    wait("a", some);
    assertThat(jobs.isEmpty()).isTrue();
  }

  @Test
  void aTakenIdIsRefusedAndTheJobThatHasItStays() {
    submit(3);

    submissions.pipeInput("other", submission(JOB, "another", 5));

    List<JobEvent> decided = decisions.readValuesToList();
    assertThat(decided.getLast())
        .isInstanceOfSatisfying(
            JobEvent.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(JobEvent.Refused.ID_TAKEN);
              assertThat(refused.nonce()).isEqualTo("another");
            });
    assertThat(latest().rows()).isEqualTo(3);
  }

  @Test
  void aRepeatedSubmissionIsAdmittedAgainWithoutASecondJob() {
    submit(3);
    submit(3);

    assertThat(decisions.readValuesToList())
        .hasSize(2)
        .allSatisfy(decision -> assertThat(decision).isInstanceOf(JobEvent.Admitted.class));
    assertThat(jobs.readValuesToList()).hasSize(1);
  }

  @Test
  void progressIsAddedUpOverSlicesByStatusAndReason() {
    submit(60_000);
    tell(0, Map.of(Reason.SMTP_NOT_CHECKED, 1));
    tell(0, Map.of(Reason.SMTP_NOT_CHECKED, 1, Reason.NULL_MX, 1));
    tell(1, Map.of(Reason.NULL_MX, 1));
    tell(0, Map.of(Reason.SMTP_NOT_CHECKED, 1, Reason.NULL_MX, 1));

    tick();

    Job job = latest();
    assertThat(job.processed()).isEqualTo(3);
    assertThat(job.byReason()).isEqualTo(Map.of(Reason.SMTP_NOT_CHECKED, 1L, Reason.NULL_MX, 2L));
    assertThat(job.byStatus()).isEqualTo(Map.of(Status.UNKNOWN, 1L, Status.UNDELIVERABLE, 2L));
  }

  @Test
  void aJobIsCompletedWhenAllIsLoadedAndSealed() {
    submit(3);
    events.pipeInput("42", new JobEvent.LoadedUpTo(1, JOB, 2));
    events.pipeInput("42", new JobEvent.LoadedUpTo(1, JOB, 3));
    assertThat(latest().state()).isEqualTo(JobState.RUNNING);
    tell(0, Map.of(Reason.NULL_MX, 3));
    tick();
    assertThat(latest().state()).isEqualTo(JobState.RUNNING);

    seal(0, Map.of(Reason.NULL_MX, 3));

    Job job = latest();
    assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    assertThat(job.completedAt()).isNotNull();
    assertThat(job.byStatus()).isEqualTo(Map.of(Status.UNDELIVERABLE, 3L));
  }

  @Test
  void aSliceSealedWithoutCountsWaitsForThoseThatAreStillOnTheirWay() {
    submit(1);
    events.pipeInput("42", new JobEvent.LoadedUpTo(1, JOB, 1));
    events.pipeInput("42", new JobEvent.SliceSealed(1, JOB, 0, 10, null));
    assertThat(latest().state()).isEqualTo(JobState.RUNNING);

    tell(0, Map.of(Reason.NULL_MX, 1));

    assertThat(latest().state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void whatWasToldOfASliceBeforeItWasSealedChangesNothingAnyMore() {
    submit(50_001);
    seal(0, Map.of(Reason.NULL_MX, 49_999, Reason.INVALID_SYNTAX, 1));
    tell(0, Map.of(Reason.NULL_MX, 30_000));
    tell(0, Map.of(Reason.NULL_MX, 50_000));
    seal(0, Map.of(Reason.NULL_MX, 49_999, Reason.INVALID_SYNTAX, 1));
    tick();

    Job job = latest();
    assertThat(job.byReason())
        .isEqualTo(Map.of(Reason.NULL_MX, 49_999L, Reason.INVALID_SYNTAX, 1L));
    assertThat(job.sealedSlices()).isEqualTo(1);
  }

  @Test
  void aFailedJobStaysFailed() {
    submit(1);
    events.pipeInput("42", new JobEvent.Failed(1, JOB, "abandoned", "the upload broke off"));
    events.pipeInput("42", new JobEvent.LoadedUpTo(1, JOB, 1));
    tick();

    Job job = latest();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.failure()).isEqualTo(new Job.Failure("abandoned", "the upload broke off"));
  }

  @Test
  void aJobOfWhichMoreRowsAreSaidToBeLoadedThanItHasFails() {
    submit(3);
    happen(new JobEvent.LoadedUpTo(1, JOB, 4));

    Job job = latest();
    assertThat(job.state()).isEqualTo(JobState.FAILED);
    assertThat(job.failure()).extracting(Job.Failure::code).isEqualTo("row_out_of_range");
  }

  private void happen(JobEvent event) {
    events.pipeInput("42", event);
  }

  private void cancel() {
    happen(new JobEvent.CancelRequested(1, JOB));
  }

  @Test
  void aCancelledJobEndsWithTheRowsThatWereLoaded() {
    submit(100);
    happen(new JobEvent.LoadedUpTo(1, JOB, 2));
    cancel();
    assertThat(latest().state()).isEqualTo(JobState.CANCELLING);

    happen(new JobEvent.LoadingStopped(1, JOB, 2));
    tick();
    assertThat(latest().finalRows()).isEqualTo(2);
    tell(0, Map.of(Reason.NULL_MX, 1));
    tick();
    seal(0, Map.of(Reason.NULL_MX, 1, Reason.CANCELLED, 1));

    Job job = latest();
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(job.rows()).isEqualTo(100);
    assertThat(job.loaded()).isEqualTo(2);
    assertThat(job.processed()).isEqualTo(2);
    assertThat(job.completedAt()).isNotNull();
    assertThat(job.etaSeconds()).isNull();
  }

  @Test
  void aJobCancelledBeforeAnyRowWasLoadedIsCancelledAtOnce() {
    submit(100);
    cancel();
    happen(new JobEvent.LoadingStopped(1, JOB, 0));

    assertThat(latest().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aJobThatIsSaidToStopBeyondItsEndFails() {
    submit(100);
    cancel();
    happen(new JobEvent.LoadingStopped(1, JOB, Long.MAX_VALUE));

    assertThat(latest().failure().code()).isEqualTo("row_out_of_range");
  }

  @Test
  void aSliceBeyondTheListIsNoneOfTheJob() {
    submit(1);
    happen(new JobEvent.LoadedUpTo(1, JOB, 1));
    seal(1, Map.of(Reason.NULL_MX, 1));
    seal(0, Map.of(Reason.NULL_MX, 1));

    Job job = latest();
    assertThat(job.state()).isEqualTo(JobState.COMPLETED);
    assertThat(job.processed()).isEqualTo(1);
  }

  @Test
  void aJobCancelledWhenAllIsLoadedNeedsNobodyToSayThatLoadingStopped() {
    submit(1);
    happen(new JobEvent.LoadedUpTo(1, JOB, 1));
    cancel();
    cancel();
    seal(0, Map.of(Reason.CANCELLED, 1));

    assertThat(latest().state()).isEqualTo(JobState.CANCELLED);
  }

  @Test
  void aJobThatHasEndedIsNotCancelled() {
    submit(1);
    happen(new JobEvent.Failed(1, JOB, "abandoned", "no"));
    cancel();

    assertThat(latest().state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void aDeletedJobLeavesATombstoneAndSaysSo() {
    submit(1);
    happen(new JobEvent.Failed(1, JOB, "abandoned", "no"));
    jobs.readKeyValuesToList();

    happen(new JobEvent.DeleteRequested(1, JOB));

    var removed = jobs.readKeyValue();
    assertThat(removed.key).isEqualTo("42");
    assertThat(removed.value).isNull();
    assertThat(decisions.readValuesToList().getLast()).isEqualTo(new JobEvent.Deleted(1, JOB));
  }

  @Test
  void ofAJobThatGoesForItsAgeNothingStaysButThatItWasThere() {
    submit(1);
    happen(JobEvent.DeleteRequested.forAge(JOB));
    assertThat(latest().state()).as("it has not ended").isEqualTo(JobState.LOADING);
    happen(new JobEvent.Failed(1, JOB, "abandoned", "no"));
    jobs.readKeyValuesToList();

    happen(JobEvent.DeleteRequested.forAge(JOB));
    happen(JobEvent.DeleteRequested.forAge(JOB));
    happen(new JobEvent.LoadedUpTo(1, JOB, 1));

    Job left = jobs.readKeyValue().value;
    assertThat(left.state()).isEqualTo(JobState.EXPIRED);
    assertThat(left.name()).isEmpty();
    assertThat(left.layout().columns()).containsExactly("");
    assertThat(left.account()).isEqualTo("default");
    assertThat(left.failure()).isNull();
    assertThat(jobs.isEmpty()).isTrue();
    assertThat(decisions.readValuesToList().getLast()).isEqualTo(new JobEvent.Deleted(1, JOB));
  }

  @Test
  void aRunningJobIsCancelledBeforeItIsDeletedAndWhatComesLateChangesNothing() {
    submit(100);
    happen(new JobEvent.LoadedUpTo(1, JOB, 1));
    happen(new JobEvent.DeleteRequested(1, JOB));
    assertThat(latest().state()).isEqualTo(JobState.CANCELLING);
    happen(new JobEvent.LoadingStopped(1, JOB, 1));
    seal(0, Map.of(Reason.CANCELLED, 1));
    assertThat(jobs.readKeyValuesToList().getLast().value).isNull();
    decisions.readValuesToList();

    seal(0, Map.of(Reason.CANCELLED, 1));
    happen(new JobEvent.LoadedUpTo(1, JOB, 100));
    happen(new JobEvent.Failed(1, JOB, "late", "late"));
    happen(new JobEvent.DeleteRequested(1, JOB));
    cancel();
    tell(0, Map.of(Reason.NULL_MX, 2));
    tick();

    assertThat(jobs.isEmpty()).isTrue();
    assertThat(decisions.isEmpty()).isTrue();
  }
}
