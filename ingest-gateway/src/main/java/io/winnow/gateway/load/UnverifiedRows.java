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
  /** Most bytes of lists without a verdict: they may all stand in the verifier's memory. */
  static final long MAX_BYTES = 64L * 1024 * 1024;

  private final long bound;

  /** Of jobs with rows that may lack a verdict. Guarded by this. */
  private final Map<JobId, Progress> jobs = new HashMap<>();

  private boolean closed;

  private static final class Progress {
    private long loaded;
    private long processed;
    private long rowBytes;

    private long rows() {
      return Math.max(0, loaded - processed);
    }
  }

  /**
   * @param bound most rows without a verdict; 0 for no bound
   */
  public UnverifiedRows(long bound) {
    this.bound = bound;
  }

  /** A job of this gateway begins, or goes on, with that many rows on the topic. */
  public synchronized void begin(JobId job, long rows) {
    begin(job, rows, 0);
  }

  /**
   * The same for a job of rows of some size.
   *
   * @param rowBytes of one row on the average
   */
  synchronized void begin(JobId job, long rows, long rowBytes) {
    Progress progress = jobs.computeIfAbsent(job, id -> new Progress());
    progress.loaded = rows;
    progress.rowBytes = rowBytes;
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
   * @param rowBytes of one of them on the average
   * @return how many are granted: all, or fewer where the bound itself is less; 0 after {@link
   *     #close()}
   */
  synchronized int await(int rows, long rowBytes) throws InterruptedException {
    if (bound == 0) {
      return closed ? 0 : rows;
    }
    long fitting = Math.max(1, MAX_BYTES / Math.max(1, rowBytes));
    int granted = (int) Math.min(rows, Math.min(bound, fitting));
    while (!closed && (total() + granted > bound || bytes() + granted * rowBytes > MAX_BYTES)) {
      wait();
    }
    return closed ? 0 : granted;
  }

  /** Rows on the topic without a verdict, as far as it is known. */
  public synchronized long total() {
    long total = 0;
    for (Progress progress : jobs.values()) {
      total += progress.rows();
    }
    return total;
  }

  private long bytes() {
    long bytes = 0;
    for (Progress progress : jobs.values()) {
      bytes += progress.rows() * progress.rowBytes;
    }
    return bytes;
  }

  /** Nobody waits any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
