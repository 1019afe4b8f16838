package io.winnow.gateway.admit;

import io.winnow.contracts.Idempotency;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.SpoolEntry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for lists to become jobs, and waits for the answers. Safe for concurrent use.
 *
 * <p>Whoever waits may stop to, and a process may die. What becomes of the list then depends on
 * whether its client said by which key it will send it again:
 *
 * <table>
 * <caption>What is left of an upload</caption>
 * <tr><th>broken off<th>without a key<th>with a key
 * <tr><td>while it is received<td>nothing<td>nothing; sent again it is a new upload
 * <tr><td>recorded, not written to the topic<td>nothing<td>nothing; sent again it is a new upload
 * <tr><td>on the topic, no answer heard in time or before a crash<td>when it is admitted after all,
 *     the job is made to fail, since its client was told that there is none<td>when it is admitted
 *     after all, it is loaded; sent again it is answered with that job
 * <tr><td>admitted, but the disk does not take the mark<td>the job is made to fail<td>the same; sent
 *     again it is answered with the failed job, until the key is forgotten
 * <tr><td>marked as admitted<td>the job is loaded<td>the same; sent again it is answered with that
 *     job
 * </table>
 */
public final class Admission implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  /** Code of the failure of a job whose list was given up before the answer came. */
  public static final String ABANDONED = JobEvent.Failed.ABANDONED;

  private final JobAnnouncer announcer;
  private final Duration timeout;

  /** By nonce. Guarded by this. */
  private final Map<String, CompletableFuture<JobEvent>> waiting = new HashMap<>();

  /** Lists for whose answer nobody waits, by nonce. Guarded by this. */
  private final Map<String, SpoolEntry> abandoned = new HashMap<>();

  private final Consumer<SpoolEntry> late;

  /**
   * @param producer outside of transactions; closed by who made it
   * @param timeout how long an answer is waited for
   * @param late hears of lists that are jobs, and marked so on disk, though nobody waits any more;
   *     on the thread that tells of events
   */
  public Admission(Producer<String, byte[]> producer, Duration timeout, Consumer<SpoolEntry> late) {
    this.announcer = new JobAnnouncer(producer);
    this.timeout = timeout;
    this.late = late;
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
          throw new NotAdmitted(refused.code(), refused.message(), refused.existing());
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
    if (submission.idempotency() == null) {
      LOG.warn("job {} was not admitted in time; its list is given up", submission.job(), reason);
      entry.abandon();
    } else {
      LOG.warn("job {} was not admitted in time; it may be yet", submission.job(), reason);
    }
    throw new NotAdmitted(
        NotAdmitted.NO_ANSWER,
        "the list is good, but nobody admitted it within "
            + timeout.toSeconds()
            + " s; see whether the verifier runs and Kafka is reachable, and send the list again");
  }

  /**
   * A list that an earlier process submitted, and whose client was told nothing.
   *
   * @throws UncheckedIOException when the disk fails
   */
  public synchronized void abandon(SpoolEntry entry) {
    Submission submission =
        entry.submission().orElseThrow(() -> new IllegalArgumentException("never submitted"));
    if (!isKept(entry)) {
      // nobody can come again for it: its rows need not wait for an answer that may never come
      entry.abandon();
    }
    abandoned.put(submission.nonce(), entry);
  }

  /** To be called with every event of jobs. */
  public void happened(JobEvent event) {
    switch (event) {
      case JobEvent.Admitted admitted -> {
        answered(admitted.submission().nonce(), event);
        replaced(admitted.submission());
      }
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
    if (!(event instanceof JobEvent.Admitted)) {
      removeQuietly(entry);
    } else if (isKept(entry)) {
      acceptLate(event.job(), entry);
    } else {
      failAbandoned(event.job(), entry);
    }
  }

  /** Whether its client may come again for the job that it becomes. */
  private static boolean isKept(SpoolEntry entry) {
    return entry.submission().map(Submission::idempotency).isPresent();
  }

  private void acceptLate(JobId job, SpoolEntry entry) {
    try {
      entry.accept();
      LOG.info("job {} was admitted late", job);
      late.accept(entry);
    } catch (ListRefused | UncheckedIOException e) {
      LOG.error("job {} cannot be marked on disk", job, e);
      failAbandoned(job, entry);
    }
  }

  /** A list under the same key has become a job: what was left of an earlier upload never will. */
  private void replaced(Submission admitted) {
    Idempotency known = admitted.idempotency();
    if (known == null) {
      return;
    }
    List<SpoolEntry> gone = new ArrayList<>();
    synchronized (this) {
      for (Iterator<SpoolEntry> entries = abandoned.values().iterator(); entries.hasNext(); ) {
        SpoolEntry entry = entries.next();
        Submission earlier = entry.submission().orElseThrow();
        if (earlier.account().equals(admitted.account())
            && earlier.idempotency() != null
            && earlier.idempotency().key().equals(known.key())) {
          entries.remove();
          gone.add(entry);
        }
      }
    }
    gone.forEach(Admission::removeQuietly);
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
