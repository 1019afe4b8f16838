package io.winnow.gateway;

import io.winnow.contracts.JobIds;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Submission;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.http.AcceptedJob;
import io.winnow.gateway.http.AddressCheck;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.Spool;
import io.winnow.gateway.spool.SpoolEntry;
import io.winnow.gateway.spool.UploadRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies addresses one by one, each by a job of its own that goes all the way of a list: through
 * the spool and admission onto the topic. So it is counted and kept like any other, and goes on
 * whoever waits for it, also after a crash.
 *
 * @param lines the started gateway's; fails before that
 * @param drafts makes submissions
 */
record SingleChecks(
    Spool spool,
    JobIds ids,
    OfferedLevels levels,
    Supplier<LoadingLine> lines,
    BiFunction<UploadRequest, SpoolEntry, Submission> drafts,
    Outcomes outcomes)
    implements AddressCheck {

  /** Not the address itself, since names of jobs are kept for good. */
  private static final String JOB_NAME = "one address";

  @Override
  public Outcome check(
      String account, String address, Level level, RowOptions options, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    try {
      levels.require(level);
      ListHints hints = new ListHints(ListFormat.CSV, null, null);
      UploadRequest request = new UploadRequest(JOB_NAME, level, hints, options).by(account);
      Outcome outcome = check(address, request, deadline);
      outcomes.count(outcome.verified() == null ? "waiting" : "answered");
      return outcome;
    } catch (ListRefused e) {
      outcomes.count(e.code());
      throw e;
    } catch (NotAdmitted e) {
      outcomes.count(e.code());
      throw e;
    }
  }

  private Outcome check(String address, UploadRequest request, long deadline) {
    LoadingLine line = lines.get();
    within(deadline, line.listening());
    SpoolEntry entry = spool.receive(ids::next, address);
    LoadingLine.Asked asked = line.ask(entry, spooled -> drafts.apply(request, spooled));
    Submission submission = asked.submission();
    try {
      return new Outcome(
          AcceptedJob.of(submission.job(), request, submission.layout(), submission.rows()),
          within(deadline, asked.answer()));
    } finally {
      line.forget(asked);
    }
  }

  /** Null when it does not come in time: the job goes on with nobody waiting for it here. */
  private static <T> @Nullable T within(long deadline, CompletableFuture<T> awaited) {
    try {
      return awaited.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
