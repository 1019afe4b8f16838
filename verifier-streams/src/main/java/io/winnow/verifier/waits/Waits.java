package io.winnow.verifier.waits;

import io.winnow.contracts.JobId;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import io.winnow.errands.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Counts what of each job waits in one task, and tells it: at most once a second, and only while it
 * changes, however many rows there are. Stream thread only.
 *
 * <p>That nothing waits any more is told at once, in the transaction in which the last row leaves:
 * so a task whose stores hold nothing of a job has told that, and one that opens has to tell anew
 * only of the jobs that its stores hold rows of ({@link #mayHaveTold}).
 */
public final class Waits {
  /** Due at no time that is known. */
  public static final long NO_TIME = Long.MAX_VALUE;

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** What begins to wait is seldom alone. */
  private static final long GATHER_MILLIS = 200;

  private final ProcessorContext<? super String, ? super JobWaits> context;
  private final String child;
  private final String task;
  private final Ticker ticker;
  private final Map<Long, JobLedger> jobs = new HashMap<>();
  private final Set<Long> changed = new LinkedHashSet<>();
  private long notBefore;

  /**
   * @param application to tell its tasks from those of others
   * @param child which writes {@link io.winnow.contracts.Topics#JOB_WAITS}
   */
  public Waits(
      ProcessorContext<? super String, ? super JobWaits> context,
      String application,
      String child) {
    this.context = context;
    this.child = child;
    this.task = application + "/" + context.taskId();
    this.ticker = new Ticker(context, EVERY, this::tell);
  }

  /** A task before this one may have told something of the job. */
  public void mayHaveTold(long job) {
    ledger(job).told = true;
    change(job);
  }

  /**
   * Rows begin to wait.
   *
   * @param due in ms since the epoch, or {@link #NO_TIME}
   */
  public void wait(long job, WaitCause cause, long rows, long due) {
    ledger(job).add(cause, rows, due);
    change(job);
  }

  /** Rows wait no more; as they were told. */
  public void waitNoMore(long job, WaitCause cause, long rows, long due) {
    JobLedger ledger = ledger(job);
    ledger.add(cause, -rows, due);
    left(job, ledger);
  }

  /** All that waits for its turn now, by job; nothing else does. */
  public void standing(Map<Long, Map<WaitCause, Waiting>> now) {
    for (Map.Entry<Long, JobLedger> job : List.copyOf(jobs.entrySet())) {
      if (job.getValue().hasStanding() && !now.containsKey(job.getKey())) {
        noneStands(job.getKey());
      }
    }
    now.forEach(
        (job, rows) -> {
          if (ledger(job).stands(rows)) {
            change(job);
          }
        });
  }

  /** Nothing of the job waits for its turn. */
  public void noneStands(long job) {
    JobLedger ledger = jobs.get(job);
    if (ledger != null && (ledger.stands(Map.of()) || (ledger.told && ledger.isEmpty()))) {
      left(job, ledger);
    }
  }

  /** Tells nothing any more. */
  public void close() {
    ticker.stop();
  }

  private JobLedger ledger(long job) {
    return jobs.computeIfAbsent(job, _ -> new JobLedger());
  }

  private void left(long job, JobLedger ledger) {
    if (!ledger.isEmpty()) {
      change(job);
      return;
    }
    changed.remove(job);
    tell(job);
  }

  private void change(long job) {
    if (changed.isEmpty()) {
      long now = context.currentSystemTimeMs();
      ticker.once(Math.max(now + GATHER_MILLIS, notBefore), now);
    }
    changed.add(job);
  }

  private void tell() {
    notBefore = context.currentSystemTimeMs() + EVERY.toMillis();
    changed.forEach(this::tell);
    changed.clear();
  }

  private void tell(long job) {
    JobLedger ledger = jobs.get(job);
    if (ledger == null) {
      return;
    }
    boolean before = ledger.told;
    ledger.told = !ledger.isEmpty();
    if (!ledger.told) {
      jobs.remove(job);
    }
    if (before || ledger.told) {
      JobId id = new JobId(job);
      context.forward(
          new Record<>(
              id.toString(),
              new JobWaits(JobWaits.VERSION, id, task, ledger.toTell()),
              context.currentSystemTimeMs()),
          child);
    }
  }
}
