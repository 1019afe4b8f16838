package io.winnow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Idempotency;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Submission;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.RetryKey;
import io.winnow.gateway.spool.SpoolFixture;
import io.winnow.gateway.spool.UploadRequest;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestGatewayTest extends GatewayFixture {
  @Test
  void aListIsSpooledWithoutKafkaAndDiscardedWhenClosed() {
    try (SpooledList list = spool(3)) {
      assertThat(list.rows()).isEqualTo(3);
      assertThat(list.layout().columns()).containsExactly("email", "n");
      assertThat(onDisk()).hasSize(1);
    }

    assertThat(onDisk()).isEmpty();
    assertThat(gateway.trouble()).contains("the gateway is not started yet");
  }

  @Test
  void anAccountMaySendSoManyRowsAndNoMore() {
    UploadRequest three = request(Level.DNS).within(3L);

    gateway.spool(three, stream(SpoolFixture.list("a", 3))).close();
    ListRefused refused =
        catchThrowableOfType(
            ListRefused.class, () -> gateway.spool(three, stream(SpoolFixture.list("a", 4))));

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_ROWS);
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void anAdmittedListIsLoaded() {
    gateway.start();

    try (SpooledList list = spool(25)) {
      JobId job = gateway.admit(list);

      await().until(() -> topics.rows.rowsOf(job.value()).size() == 25);
    }
    await().until(() -> onDisk().isEmpty());
    Submission submission = topics.submitted.getFirst();
    assertThat(submission.name()).isEqualTo("May.csv");
    assertThat(submission.account()).isEqualTo("acme");
    assertThat(submission.rows()).isEqualTo(25);
    assertThat(submission.level()).isEqualTo(Level.DNS);
    assertThat(gateway.healthy()).isTrue();
    assertThat(uploads("accepted")).isEqualTo(1);
    assertThat(meters.get("winnow.gateway.spooled.bytes").counter().count()).isGreaterThan(100);
  }

  @Test
  void duplicatesAndEmptyRowsAreNotChargeable() {
    gateway.start();
    JobOptions options = new JobOptions(null, null, Dedupe.CANONICAL);
    UploadRequest request =
        new UploadRequest(
            "May.csv",
            Level.DNS,
            new ListHints(ListFormat.CSV, null, null),
            RowOptions.PLAIN,
            options);

    try (SpooledList list =
        gateway.spool(request, stream("email,n\na.b@gmail.com,0\n,1\nAB+x@gmail.com,2\n"))) {
      assertThat(list.duplicates()).isEqualTo(1);
      gateway.admit(list);
    }
    try (SpooledList list = gateway.spool(request(Level.DNS), stream("email,n\na@x,0\n,1\n"))) {
      gateway.admit(list);
    }
    await().until(() -> onDisk().isEmpty());

    assertThat(topics.submitted)
        .extracting(Submission::rows, Submission::credits, Submission::wholeOptions)
        .containsExactly(tuple(3L, 1L, options), tuple(2L, 1L, JobOptions.PLAIN));
    assertThat(topics.rows.rows())
        .extracting(row -> row.duplicates().size())
        .containsExactly(1, 0, 0, 0);
  }

  @Test
  void anIdThatIsTakenIsDrawnAgain() {
    topics.admission =
        submission ->
            topics.submitted.size() == 1
                ? refused(submission, JobEvent.Refused.ID_TAKEN)
                : new JobEvent.Admitted(JobEvent.VERSION, submission.job(), submission);
    gateway.start();

    JobId job = gateway.admit(spool(3));

    assertThat(topics.submitted).extracting(Submission::job).doesNotHaveDuplicates().endsWith(job);
    assertThat(topics.submitted).extracting(Submission::nonce).doesNotHaveDuplicates();
    await().until(() -> topics.rows.rowsOf(job.value()).size() == 3);
  }

  private static JobEvent refused(Submission submission, String code) {
    return new JobEvent.Refused(JobEvent.VERSION, submission.job(), submission.nonce(), code, "no");
  }

  @Test
  void aRefusedListIsGoneAndCounted() {
    topics.admission = submission -> refused(submission, "no_credits");
    gateway.start();

    assertThatThrownBy(() -> gateway.admit(spool(3))).isInstanceOf(NotAdmitted.class);

    assertThat(onDisk()).isEmpty();
    assertThat(uploads("no_credits")).isEqualTo(1);
  }

  @Test
  void aLevelThatIsNotOfferedIsRefusedBeforeTheListIsRead() {
    InputStream upload = stream("email\na@b.c\n");

    ListRefused refused =
        catchThrowableOfType(ListRefused.class, () -> gateway.spool(request(Level.SMTP), upload));

    assertThat(refused.fault()).isEqualTo(ListFault.LEVEL_UNAVAILABLE);
    assertThat(refused).hasMessageContaining("smtp").hasMessageContaining("syntax or dns");
    assertThat(uploads("level_unavailable")).isEqualTo(1);
  }

  @Test
  void aListIsAdmittedOnce() {
    gateway.start();
    SpooledList list = spool(3);
    gateway.admit(list);

    assertThatThrownBy(() -> gateway.admit(list)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void admissionNeedsAStart() {
    try (SpooledList list = spool(3)) {
      assertThatThrownBy(() -> gateway.admit(list))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("not started");
    }
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void theGatewaysNameStaysWithTheSpoolUnlessItIsSet() {
    gateway.start();
    String first = topics.gatewayId;
    crash();
    gateway.start();
    assertThat(topics.gatewayId).isNotEmpty().isEqualTo(first);

    settings.put("winnow.gateway.id", "berlin-1");
    crash();
    gateway.start();
    assertThat(topics.gatewayId).isEqualTo("berlin-1");
  }

  @Test
  void aProducerThatIsFencedIsTrouble() {
    gateway.start();
    topics.rows.fenceProducer();
    gateway.admit(spool(3));

    await().until(() -> !gateway.healthy());

    assertThat(gateway.trouble().orElseThrow()).contains("loading has stopped");
    assertThat(onDisk()).hasSize(1);
  }

  @Test
  void theSameListUnderTheSameKeyHasTheSameDigest() {
    gateway.start();
    gateway.admit(spoolUnder("k", "email\na@b.c\n"));
    gateway.admit(spoolUnder("k", "email\na@b.c\n"));
    gateway.admit(spoolUnder("k", "email\na@b.d\n"));
    gateway.admit(
        gateway.spool(
            request(Level.DNS).knownBy(new RetryKey("k", List.of("leveldns"))),
            stream("email\na@b.c\n")));

    List<Idempotency> known = topics.submitted.stream().map(Submission::idempotency).toList();
    assertThat(known).extracting(Idempotency::key).containsOnly("k");
    assertThat(known.get(0).digest()).hasSize(64).isEqualTo(known.get(1).digest());
    assertThat(known.stream().map(Idempotency::digest).distinct()).hasSize(3);
  }
}
