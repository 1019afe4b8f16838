package io.winnow.gateway.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Idempotency;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.SpoolEntry;
import io.winnow.gateway.spool.SpoolFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir Path root;
  private SpoolFixture lists;
  private final AtomicLong ids = new AtomicLong();
  private final JsonSerde<Submission> submissions = new JsonSerde<>(Submission.class);
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private BiConsumer<Admission, Submission> topology = (admission, submission) -> {};
  private Admission admission;
  private final List<SpoolEntry> late = new ArrayList<>();

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(
            ProducerRecord<String, byte[]> sent, Callback callback) {
          Future<RecordMetadata> written = super.send(sent, callback);
          if (sent.topic().equals(Topics.SUBMISSIONS.name())) {
            topology.accept(admission, submissions.deserialize(sent.topic(), sent.value()));
          }
          return written;
        }
      };

  @BeforeEach
  void open() {
    lists = new SpoolFixture(root);
    admission = new Admission(producer, LONG, late::add);
  }

  @AfterEach
  void close() {
    lists.close();
  }

  private Submission draft(SpoolEntry entry) {
    long id = ids.incrementAndGet();
    return SpoolFixture.submission(entry, id, "nonce-" + id);
  }

  private SpoolEntry received() {
    return lists.received(1, "email\na@b.c\n");
  }

  private List<JobEvent> announced() {
    return producer.history().stream()
        .filter(sent -> sent.topic().equals(Topics.JOB_EVENTS.name()))
        .map(sent -> events.deserialize(sent.topic(), sent.value()))
        .toList();
  }

  private static JobEvent admitted(Submission submission) {
    return new JobEvent.Admitted(JobEvent.VERSION, submission.job(), submission);
  }

  private static JobEvent refused(Submission submission, String code) {
    return new JobEvent.Refused(
        JobEvent.VERSION, submission.job(), submission.nonce(), code, "because of " + code);
  }

  @Test
  void anAdmittedListIsMarkedOnDisk() {
    topology = (admission, submission) -> admission.happened(admitted(submission));
    SpoolEntry entry = received();

    Submission submission = admission.admit(entry, this::draft);

    assertThat(submission.job()).isEqualTo(new JobId(1));
    assertThat(entry.accepted()).isTrue();
    ProducerRecord<String, byte[]> sent = producer.history().getFirst();
    assertThat(sent.key()).isEqualTo("default");
    assertThat(submissions.deserialize(sent.topic(), sent.value())).isEqualTo(submission);
  }

  @Test
  void theSubmissionIsOnDiskBeforeItIsSent() {
    SpoolEntry entry = received();
    topology =
        (admission, submission) -> {
          assertThat(root.resolve("1/submission.json")).exists();
          assertThat(root.resolve("1/accepted")).doesNotExist();
          admission.happened(admitted(submission));
        };

    admission.admit(entry, this::draft);

    assertThat(root.resolve("1/accepted")).exists();
  }

  @Test
  void answersToOthersWithTheSameIdAreNotOurs() {
    topology =
        (admission, submission) -> {
          SpoolEntry others = lists.received(99, "email\na@b.c\n");
          admission.happened(admitted(SpoolFixture.submission(others, 1, "another nonce")));
          admission.happened(refused(submission, "no_credits"));
        };

    assertThatThrownBy(() -> admission.admit(received(), this::draft))
        .isInstanceOf(NotAdmitted.class);
  }

  @Test
  void anIdThatIsTakenIsDrawnAgain() {
    topology =
        (admission, submission) ->
            admission.happened(
                submission.job().value() < 3
                    ? refused(submission, JobEvent.Refused.ID_TAKEN)
                    : admitted(submission));
    SpoolEntry entry = received();

    Submission submission = admission.admit(entry, this::draft);

    assertThat(submission.job()).isEqualTo(new JobId(3));
    assertThat(entry.submission()).contains(submission);
    assertThat(entry.accepted()).isTrue();
    assertThat(root.resolve("3/accepted")).exists();
    assertThat(announced()).isEmpty();
  }

  @Test
  void aRefusedListIsRemovedAndTheReasonTold() {
    topology = (admission, submission) -> admission.happened(refused(submission, "no_credits"));

    NotAdmitted refused =
        catchThrowableOfType(NotAdmitted.class, () -> admission.admit(received(), this::draft));

    assertThat(refused.code()).isEqualTo("no_credits");
    assertThat(refused.detail()).isEqualTo("because of no_credits");
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void withoutAnswerTheListIsGivenUp() {
    admission = new Admission(producer, SHORT, late::add);

    NotAdmitted refused =
        catchThrowableOfType(NotAdmitted.class, () -> admission.admit(received(), this::draft));

    assertThat(refused.code()).isEqualTo(NotAdmitted.NO_ANSWER);
    assertThat(root.resolve("1/list")).doesNotExist();
    assertThat(announced()).isEmpty();
  }

  @Test
  void anAdmissionThatComesTooLateMakesTheJobFail() {
    admission = new Admission(producer, SHORT, late::add);
    SpoolEntry entry = received();
    assertThatThrownBy(() -> admission.admit(entry, this::draft)).isInstanceOf(NotAdmitted.class);

    admission.happened(admitted(entry.submission().orElseThrow()));

    assertThat(announced())
        .singleElement()
        .isInstanceOfSatisfying(
            JobEvent.Failed.class,
            failed -> {
              assertThat(failed.job()).isEqualTo(new JobId(1));
              assertThat(failed.code()).isEqualTo("abandoned");
            });
    assertThat(producer.history().getLast().key()).isEqualTo("1");
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aRefusalThatComesTooLateOnlyTidiesUp() {
    admission = new Admission(producer, SHORT, late::add);
    SpoolEntry entry = received();
    assertThatThrownBy(() -> admission.admit(entry, this::draft)).isInstanceOf(NotAdmitted.class);

    admission.happened(refused(entry.submission().orElseThrow(), JobEvent.Refused.ID_TAKEN));

    assertThat(announced()).isEmpty();
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aSubmissionThatCannotBeSentIsGivenUpAtOnceAndMeetsALateAnswer() {
    producer.sendException = new TimeoutException("no broker");
    SpoolEntry entry = received();

    assertThatThrownBy(() -> admission.admit(entry, this::draft)).isInstanceOf(NotAdmitted.class);
    producer.sendException = null;
    admission.happened(admitted(entry.submission().orElseThrow()));

    assertThat(announced()).hasSize(1);
  }

  @Test
  void aFailureThatCannotBeAnnouncedIsKeptForTheNextStart() {
    admission = new Admission(producer, SHORT, late::add);
    SpoolEntry entry = received();
    assertThatThrownBy(() -> admission.admit(entry, this::draft)).isInstanceOf(NotAdmitted.class);
    producer.sendException = new TimeoutException("no broker");

    admission.happened(admitted(entry.submission().orElseThrow()));

    assertThat(lists.holds(1)).isTrue();
  }

  @Test
  void aListOfAnEarlierProcessMakesItsJobFail() {
    SpoolEntry entry = received();
    entry.record(draft(entry));
    admission.abandon(entry);
    assertThat(root.resolve("1/list")).doesNotExist();

    admission.happened(admitted(entry.submission().orElseThrow()));

    assertThat(announced()).hasSize(1);
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void aDiskThatIsFullBeforeTheSubmissionLeavesNothing() {
    SpoolEntry entry = received();
    lists.disk.room = 1;

    assertThatThrownBy(() -> admission.admit(entry, this::draft)).isInstanceOf(ListRefused.class);

    assertThat(lists.holds(1)).isFalse();
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void whoIsInterruptedStopsWaiting() {
    Waiter waiter = new Waiter();

    waiter.thread.interrupt();

    await().until(waiter.outcome::isDone);
    assertThat(root.resolve("1/list")).doesNotExist();
  }

  @Test
  void nobodyWaitsForAGatewayThatStops() {
    Waiter waiter = new Waiter();

    admission.close();

    await().until(waiter.outcome::isDone);
    assertThat(waiter.outcome.join().code()).isEqualTo(NotAdmitted.NO_ANSWER);
  }

  /** Waits for an answer that does not come. */
  private final class Waiter {
    final CompletableFuture<NotAdmitted> outcome = new CompletableFuture<>();
    final SpoolEntry entry = received();
    final Thread thread =
        Thread.startVirtualThread(
            () ->
                outcome.complete(
                    catchThrowableOfType(
                        NotAdmitted.class,
                        () -> admission.admit(entry, AdmissionTest.this::draft))));

    Waiter() {
      await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }
  }

  private Submission keyed(SpoolEntry entry) {
    Submission plain = draft(entry);
    return new Submission(
        plain.v(),
        plain.job(),
        plain.nonce(),
        plain.account(),
        plain.name(),
        plain.level(),
        plain.layout(),
        plain.rows(),
        plain.submittedAt(),
        null,
        null,
        null,
        new Idempotency("the key", "abc"));
  }

  @Test
  void aListUnderAKeyThatIsAdmittedLateIsKept() {
    admission = new Admission(producer, SHORT, late::add);
    SpoolEntry entry = received();
    assertThatThrownBy(() -> admission.admit(entry, this::keyed)).isInstanceOf(NotAdmitted.class);
    assertThat(entry.list()).exists();

    admission.happened(admitted(entry.submission().orElseThrow()));

    assertThat(late).containsExactly(entry);
    assertThat(entry.accepted()).isTrue();
    assertThat(announced()).isEmpty();
  }

  @Test
  void aListUnderAKeyThatWasNeverAnsweredGoesWhenItsRetryIsAdmitted() {
    SpoolEntry lost = received();
    lost.record(keyed(lost));
    admission.abandon(lost);
    SpoolEntry again = lists.received(2, "email\na@b.c\n");
    topology = (admission, submission) -> admission.happened(admitted(submission));

    admission.admit(again, this::keyed);

    assertThat(lists.holds(1)).isFalse();
    assertThat(again.accepted()).isTrue();
    assertThat(late).isEmpty();
  }

  @Test
  void aListThatWasSubmittedBeforeNamesItsJob() {
    topology =
        (admission, submission) ->
            admission.happened(
                new JobEvent.Refused(
                    JobEvent.VERSION,
                    submission.job(),
                    submission.nonce(),
                    JobEvent.Refused.ALREADY_SUBMITTED,
                    "it is job 77",
                    new JobId(77)));

    NotAdmitted refused =
        catchThrowableOfType(NotAdmitted.class, () -> admission.admit(received(), this::keyed));

    assertThat(refused.existing()).isEqualTo(new JobId(77));
    assertThat(lists.holds(1)).isFalse();
  }
}
