package io.winnow.gateway.admit;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.SpoolEntry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for lists to become jobs, and waits for the answers. Who stops waiting abandons the list:
 * should it be admitted all the same, the job is made to fail, so that no job waits for rows that
 * nobody loads. Safe for concurrent use.
 */
public final class Admission implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  /** Code of the failure of a job whose list was given up before the answer came. */
  public static final String ABANDONED = JobEvent.Failed.ABANDONED;

  private final JobAnnouncer announcer;
  private final Duration timeout;

  /** By nonce. Guarded by this. */
  private final Map<String, CompletableFuture<JobEvent>> waiting = new HashMap<>();

  /** By nonce. Guarded by this. */
  private final Map<String, SpoolEntry> abandoned = new HashMap<>();

  /**
   * @param producer outside of transactions; closed by who made it
   * @param timeout how long an answer is waited for
   */
  public Admission(Producer<String, byte[]> producer, Duration timeout) {
    this.announcer = new JobAnnouncer(producer);
    this.timeout = timeout;
  }

  /**
   * Waits until the list is a job, which is marked on disk when this returns. When it throws, the
   * list is gone from there.
   *
   * @param drafts makes a submission with a new id and nonce
   * @return the submission that was admitted
   * @throws NotAdmitted when it is refused, or nobody answers in time
   */
  public Submission admit(SpoolEntry entry, Function<SpoolEntry, Submission> drafts) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Submission submission = drafts.apply(entry);
      switch (answer(entry, submission, deadline)) {
        case JobEvent.Admitted admitted -> {
          return accept(entry, submission);
        }
        case JobEvent.Refused refused when refused.code().equals(JobEvent.Refused.ID_TAKEN) ->
            LOG.info("job id {} is taken, drawing another", submission.job());
        case JobEvent.Refused refused -> {
          entry.remove();
          throw new NotAdmitted(refused.code(), refused.message());
        }
        case JobEvent.LoadedUpTo _,
            JobEvent.SliceSealed _,
            JobEvent.Failed _,
            JobEvent.CancelRequested _,
            JobEvent.LoadingStopped _,
            JobEvent.DeleteRequested _,
            JobEvent.Deleted _ ->
            throw new IllegalStateException("waits for an answer alone");
      }
    }
  }

  private Submission accept(SpoolEntry entry, Submission submission) {
    try {
      entry.accept();
      return submission;
    } catch (ListRefused | UncheckedIOException e) {
      // a job now, but none that a crash would remember: rather none at all
      failAbandoned(submission.job(), entry);
      throw e;
    }
  }

  private JobEvent answer(SpoolEntry entry, Submission submission, long deadline) {
    CompletableFuture<JobEvent> answer = new CompletableFuture<>();
    synchronized (this) {
      waiting.put(submission.nonce(), answer);
    }
    try {
      record(entry, submission);
      announcer.submit(submission, error -> failIfAny(answer, error));
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return lastAnswerOrAbandon(entry, submission, answer, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lastAnswerOrAbandon(entry, submission, answer, e);
    } finally {
      synchronized (this) {
        waiting.remove(submission.nonce());
      }
    }
  }

  private static void record(SpoolEntry entry, Submission submission) {
    try {
      entry.record(submission);
    } catch (ListRefused | UncheckedIOException e) {
      // nothing has been submitted under this nonce
      removeQuietly(entry);
      throw e;
    }
  }

  private static void failIfAny(CompletableFuture<JobEvent> answer, @Nullable Exception error) {
    if (error != null) {
      answer.completeExceptionally(error);
    }
  }

  /** An answer that comes in this very moment still counts; a later one meets an abandoned list. */
  private JobEvent lastAnswerOrAbandon(
      SpoolEntry entry,
      Submission submission,
      CompletableFuture<JobEvent> answer,
      Exception reason) {
    synchronized (this) {
      waiting.remove(submission.nonce());
      if (answer.state() == Future.State.SUCCESS) {
        return answer.resultNow();
      }
      abandoned.put(submission.nonce(), entry);
    }
    LOG.warn("job {} was not admitted in time; its list is given up", submission.job(), reason);
    entry.abandon();
    throw new NotAdmitted(
        NotAdmitted.NO_ANSWER,
        "the list is good, but nobody admitted it within "
            + timeout.toSeconds()
            + " s; see whether the verifier runs and Kafka is reachable, and send the list again");
  }

  /** A list that an earlier process submitted, and whose client was told nothing. */
  public synchronized void abandon(SpoolEntry entry) {
    Submission submission =
        entry.submission().orElseThrow(() -> new IllegalArgumentException("never submitted"));
    abandoned.put(submission.nonce(), entry);
  }

  /** To be called with every event of jobs. */
  public void happened(JobEvent event) {
    switch (event) {
      case JobEvent.Admitted admitted -> answered(admitted.submission().nonce(), event);
      case JobEvent.Refused refused -> answered(refused.nonce(), event);
      case JobEvent.LoadedUpTo _,
          JobEvent.SliceSealed _,
          JobEvent.Failed _,
          JobEvent.CancelRequested _,
          JobEvent.LoadingStopped _,
          JobEvent.DeleteRequested _,
          JobEvent.Deleted _ -> {}
    }
  }

  private void answered(String nonce, JobEvent event) {
    @Nullable SpoolEntry entry;
    synchronized (this) {
      CompletableFuture<JobEvent> answer = waiting.get(nonce);
      if (answer != null) {
        answer.complete(event);
      }
      entry = abandoned.remove(nonce);
    }
    if (entry == null) {
      return;
    }
    if (event instanceof JobEvent.Admitted) {
      failAbandoned(event.job(), entry);
    } else {
      removeQuietly(entry);
    }
  }

  private void failAbandoned(JobId job, SpoolEntry entry) {
    announcer.fail(
        job,
        ABANDONED,
        "the gateway gave the list up before it was admitted; send it again",
        error -> {
          if (error == null) {
            removeQuietly(entry);
          } else {
            LOG.error(
                "job {} is abandoned, which could not be announced; the next start will",
                job,
                error);
          }
        });
  }

  private static void removeQuietly(SpoolEntry entry) {
    try {
      entry.remove();
    } catch (UncheckedIOException e) {
      LOG.warn("an abandoned list stays on disk until the next start", e);
    }
  }

  /** Nobody waits any more: no answer would be heard. */
  @Override
  public synchronized void close() {
    IllegalStateException closed = new IllegalStateException("the gateway stops");
    waiting.values().forEach(answer -> answer.completeExceptionally(closed));
  }
}
