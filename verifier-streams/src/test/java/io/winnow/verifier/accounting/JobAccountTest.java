package io.winnow.verifier.accounting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.Submission;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobAccountTest {
  private static final JobId JOB = new JobId(5);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static JobAccount account(long rows) {
    return account(rows, JobOptions.PLAIN);
  }

  private static JobAccount account(long rows, JobOptions options) {
    return new JobAccount(
        new Submission(
            1,
            JOB,
            "nonce",
            "default",
            "list",
            Level.DNS,
            new ListLayout(List.of("email"), 0, ",", true),
            rows,
            START,
            null,
            null,
            options,
            null),
        rows,
        START);
  }

  @Test
  void duplicatesAreToldWhereSomebodyAskedForThem() {
    SliceCounts counts =
        new SliceCounts(
            Map.of(Reason.NULL_MX, 20, Reason.INVALID_SYNTAX, 5), Map.of(Reason.NULL_MX, 3));
    JobAccount plain = account(100_000);
    JobAccount deduped = account(100_000, new JobOptions(null, null, Dedupe.EXACT));
    for (JobAccount account : List.of(plain, deduped)) {
      account.tallied(0, counts);
      account.tallied(1, new SliceCounts(Map.of(Reason.NULL_MX, 2), Map.of(Reason.NULL_MX, 1)));
    }

    assertThat(plain.view(START.plusSeconds(1)).duplicates()).isNull();
    assertThat(deduped.view(START.plusSeconds(1)).duplicates()).isEqualTo(4);
    assertThat(deduped.view(START.plusSeconds(1)).processed()).isEqualTo(27);
  }

  private static SliceCounts counts(int rows) {
    return new SliceCounts(Map.of(Reason.NULL_MX, rows));
  }

  @Test
  void aJobOfTwoSlicesIsCompletedByTheLaterOne() {
    JobAccount account = account(50_001);
    account.loadedUpTo(50_001);
    account.tallied(0, counts(40_000));
    account.sealed(1, counts(1));
    account.sealed(1, counts(1));
    account.advance(START);
    assertThat(account.state()).isEqualTo(JobState.RUNNING);

    account.sealed(0, counts(50_000));
    account.advance(START.plusSeconds(9));

    assertThat(account.state()).isEqualTo(JobState.COMPLETED);
    assertThat(account.view(START.plusSeconds(9)).completedAt()).isEqualTo(START.plusSeconds(9));
  }

  @Test
  void aLaterTallyStandsInForAnEarlierOne() {
    JobAccount account = account(50_000);
    account.tallied(0, counts(10));
    account.tallied(0, counts(25));
    account.tallied(0, counts(25));

    assertThat(account.view(START.plusSeconds(1)).processed()).isEqualTo(25);
  }

  @Test
  void aSinkThatKnowsOfFewerRowsAfterItsRestartTakesNothingBack() {
    JobAccount account = account(50_000);
    account.tallied(0, counts(25));
    account.tallied(0, counts(10));

    assertThat(account.view(START.plusSeconds(1)).processed()).isEqualTo(25);
  }

  @Test
  void aTallyOfMoreRowsThanTheSliceHasIsNotBooked() {
    JobAccount account = account(50_003);
    account.tallied(0, counts(50_000));
    account.tallied(1, counts(4));
    account.tallied(2, counts(1));

    assertThat(account.view(START.plusSeconds(1)).processed()).isEqualTo(50_000);
  }

  @Test
  void theCountsOfASealedSliceAreFinal() {
    JobAccount account = account(3);
    account.tallied(0, new SliceCounts(Map.of(Reason.INTERNAL_ERROR, 3)));
    account.sealed(0, new SliceCounts(Map.of(Reason.NULL_MX, 2, Reason.INVALID_SYNTAX, 1)));
    account.tallied(0, new SliceCounts(Map.of(Reason.INTERNAL_ERROR, 3)));
    account.tallied(0, counts(1));

    assertThat(account.view(START.plusSeconds(1)).byReason())
        .isEqualTo(Map.of(Reason.NULL_MX, 2L, Reason.INVALID_SYNTAX, 1L));
  }

  @Test
  void aSliceSealedWithoutCountsWaitsForThem() {
    JobAccount account = account(3);
    account.loadedUpTo(3);
    account.tallied(0, counts(2));
    account.sealed(0, null);
    account.advance(START);
    assertThat(account.state()).isEqualTo(JobState.RUNNING);

    account.sealed(0, counts(3));
    account.advance(START);

    assertThat(account.state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void rateAndEtaFollowTheProgress() {
    JobAccount account = account(1_000);
    account.tallied(0, counts(100));

    Job job = account.view(START.plus(Duration.ofSeconds(1)));

    assertThat(job.rowsPerSecond()).isEqualTo(100);
    assertThat(job.etaSeconds()).isEqualTo(9);
  }

  /** As they were when a bit for each row was kept beside them. */
  @Test
  void talliesOfBooksFromBeforeAreStillRead() throws IOException {
    JobAccount account = account(10);
    account.tallied(0, counts(4));
    String before =
        new String(Json.MAPPER.writeValueAsBytes(account), UTF_8)
            .replace("{\"byReason\"", "{\"v\":1,\"job\":5,\"slice\":0,\"byReason\"");
    assertThat(before).contains("\"slice\":0");

    JobAccount read = Json.MAPPER.readValue(before, JobAccount.class);

    assertThat(read.view(START.plusSeconds(3))).isEqualTo(account.view(START.plusSeconds(3)));
  }

  @Test
  void theBooksAreReadBackAsTheyWereWritten() throws IOException {
    JobAccount account = account(150_000);
    account.loadedUpTo(120_000);
    account.tallied(2, counts(3));
    account.sealed(0, counts(50_000));
    account.view(START.plusSeconds(2));

    JobAccount read =
        Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(account), JobAccount.class);

    Instant later = START.plusSeconds(3);
    assertThat(read.view(later)).isEqualTo(account.view(later));
  }

  private static JobAccount loadedTo(long loaded, long rows) {
    JobAccount account = account(rows, new JobOptions(null, null, Dedupe.EXACT));
    account.loadedUpTo(loaded);
    return account;
  }

  private static SliceCounts withDuplicates(int rows, int duplicates) {
    return new SliceCounts(Map.of(Reason.NULL_MX, rows), Map.of(Reason.NULL_MX, duplicates));
  }

  @Test
  void whatRodeAheadOfTheEndOfACancelledJobDoesNotCount() {
    JobAccount account = loadedTo(50_010, 150_000);
    account.sealed(0, withDuplicates(50_000, 5));
    account.tallied(1, withDuplicates(30_000, 29_995));
    account.tallied(2, withDuplicates(7, 7));
    account.cancelRequested();
    account.loadingStopped(50_010);
    account.advance(START);
    assertThat(account.state()).isEqualTo(JobState.CANCELLING);
    assertThat(account.view(START.plusSeconds(1)).processed()).isEqualTo(50_000);

    account.tallied(2, withDuplicates(8, 8));
    account.sealed(1, withDuplicates(10, 1));
    account.advance(START);

    Job job = account.view(START.plusSeconds(1));
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(job.processed()).isEqualTo(50_010).isEqualTo(job.comingRows());
    assertThat(job.duplicates()).isEqualTo(6);
    assertThat(job.sealedSlices()).isEqualTo(2);
  }

  @Test
  void aSliceThatWasFiledWholeBeforeItsJobWasCancelledStaysWhole() {
    JobAccount account = loadedTo(50_010, 150_000);
    account.sealed(0, withDuplicates(50_000, 5));
    account.sealed(1, withDuplicates(50_000, 49_995));
    account.sealed(2, withDuplicates(50_000, 50_000));
    account.cancelRequested();

    account.loadingStopped(50_010);
    account.advance(START);

    Job job = account.view(START.plusSeconds(1));
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(job.processed()).isEqualTo(100_000).isEqualTo(job.comingRows());
    assertThat(job.duplicates()).isEqualTo(50_000);
    assertThat(job.sealedSlices()).isEqualTo(2);
  }

  @Test
  void aSliceThatIsFiledWholeBeforeItsSinkHearsOfTheEndStaysWhole() {
    JobAccount account = loadedTo(10, 100_000);
    account.cancelRequested();
    account.loadingStopped(10);
    account.sealed(0, withDuplicates(50_000, 49_995));
    account.sealed(1, withDuplicates(50_000, 50_000));
    account.advance(START);

    Job job = account.view(START.plusSeconds(1));
    assertThat(job.state()).isEqualTo(JobState.CANCELLED);
    assertThat(job.processed()).isEqualTo(50_000).isEqualTo(job.comingRows());
    assertThat(job.sealedSlices()).isEqualTo(1);
  }
}
