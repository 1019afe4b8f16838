package io.winnow.gateway.load;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the verifier's backlog short: rows of this gateway's jobs that are on the topic and have no
 * verdict yet. So a small list does not wait behind all of a large one. Safe for concurrent use.
 */
public final class UnverifiedRows {
  private final long bound;

  /** Of jobs with rows that may lack a verdict. Guarded by this. */
  private final Map<JobId, Progress> jobs = new HashMap<>();

  private boolean closed;

  private static final class Progress {
    private long loaded;
    private long processed;
  }

  /**
   * @param bound most rows without a verdict; 0 for no bound
   */
  public UnverifiedRows(long bound) {
    this.bound = bound;
  }

  /** A job of this gateway begins, or goes on, with that many rows on the topic. */
  public synchronized void begin(JobId job, long rows) {
    jobs.computeIfAbsent(job, id -> new Progress()).loaded = rows;
  }

  /** A job has that many rows on the topic now; one that has ended meanwhile stays forgotten. */
  synchronized void loaded(JobId job, long rows) {
    Progress progress = jobs.get(job);
    if (progress != null) {
      progress.loaded = rows;
    }
  }

  /** To be called with each new state of any job. */
  public synchronized void stands(Job job) {
    Progress progress = jobs.get(job.id());
    if (progress == null) {
      return;
    }
    progress.processed = job.processed();
    if (job.state().terminal() || job.processed() >= job.rows()) {
      jobs.remove(job.id());
    }
    notifyAll();
  }

  /** Nothing more comes of the job. */
  public synchronized void forget(JobId job) {
    jobs.remove(job);
    notifyAll();
  }

  /**
   * Waits until so many rows may follow.
   *
   * @param rows wanted
   * @return how many are granted: all, or fewer where the bound itself is less; 0 after {@link
   *     #close()}
   */
  synchronized int await(int rows) throws InterruptedException {
    if (bound == 0) {
      return closed ? 0 : rows;
    }
    int granted = (int) Math.min(rows, bound);
    while (!closed && total() + granted > bound) {
      wait();
    }
    return closed ? 0 : granted;
  }

  /** Rows on the topic without a verdict, as far as it is known. */
  public synchronized long total() {
    long total = 0;
    for (Progress progress : jobs.values()) {
      total += Math.max(0, progress.loaded - progress.processed);
    }
    return total;
  }

  /** Nobody waits any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
