package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
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
            START),
        rows,
        START);
  }

  private static SliceTally tally(int slice, int rows) {
    return new SliceTally(1, JOB, slice, Map.of(Reason.NULL_MX, rows));
  }

  @Test
  void aJobOfTwoSlicesIsCompletedByTheLaterOne() {
    JobAccount account = account(50_001);
    account.loadedUpTo(50_001);
    account.tallied(tally(0, 50_000));
    account.tallied(tally(1, 1));
    account.sealed(1);
    account.sealed(1);
    account.advance(START);
    assertThat(account.state()).isEqualTo(JobState.RUNNING);

    account.sealed(0);
    account.advance(START.plusSeconds(9));

    assertThat(account.state()).isEqualTo(JobState.COMPLETED);
    assertThat(account.view(START.plusSeconds(9)).completedAt()).isEqualTo(START.plusSeconds(9));
  }

  @Test
  void aLaterTallyStandsInForAnEarlierOne() {
    JobAccount account = account(50_000);
    account.tallied(tally(0, 10));
    account.tallied(tally(0, 25));
    account.tallied(tally(0, 25));

    assertThat(account.view(START.plusSeconds(1)).processed()).isEqualTo(25);
  }

  @Test
  void rateAndEtaFollowTheProgress() {
    JobAccount account = account(1_000);
    account.tallied(tally(0, 100));

    Job job = account.view(START.plus(Duration.ofSeconds(1)));

    assertThat(job.rowsPerSecond()).isEqualTo(100);
    assertThat(job.etaSeconds()).isEqualTo(9);
  }

  @Test
  void theBooksAreReadBackAsTheyWereWritten() throws IOException {
    JobAccount account = account(150_000);
    account.loadedUpTo(120_000);
    account.tallied(tally(2, 3));
    account.sealed(0);
    account.view(START.plusSeconds(2));

    JobAccount read =
        Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(account), JobAccount.class);

    Instant later = START.plusSeconds(3);
    assertThat(read.view(later)).isEqualTo(account.view(later));
  }
}
