package io.winnow.gateway.load;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the verifier's backlog short: rows of this gateway's jobs that are on the topic and have no
 * verdict yet. So a small list does not wait behind all of a large one. Safe for concurrent use.
 *
 * <p>Rows may lack their verdict for hours, when mail servers ask to come back later. So that one
 * list of such rows does not stop all others, each job has a share beyond the bound: half of the
 * bound, divided by the jobs that have such rows. In all there are never more than half as many
 * again as the bound says, and a row for each job.
 */
public final class UnverifiedRows {
  /** Most bytes of lists without a verdict: they may all stand in the verifier's memory. */
  static final long MAX_BYTES = 64L * 1024 * 1024;

  private final long bound;

  /** Of jobs with rows that may lack a verdict. Guarded by this. */
  private final Map<JobId, Progress> jobs = new HashMap<>();

  private boolean closed;
  private long changes;

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
    changed();
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
    changed();
  }

  /** Nothing more comes of the job. */
  public synchronized void forget(JobId job) {
    jobs.remove(job);
    changed();
  }

  /**
   * How many rows of a job may follow now.
   *
   * @param rows wanted
   * @param rowBytes of one of them on the average
   * @return all that are wanted or as many as the bound itself allows, or fewer while the job is
   *     within its share; 0 when it has to wait, or after {@link #close()}
   */
  synchronized int grant(JobId job, int rows, long rowBytes) {
    if (closed) {
      return 0;
    }
    if (bound == 0) {
      return rows;
    }
    long bytesOfOne = Math.max(1, rowBytes);
    long fitting = Math.max(1, MAX_BYTES / bytesOfOne);
    int wanted = (int) Math.min(rows, Math.min(bound, fitting));
    if (total() + wanted <= bound && bytes() + wanted * rowBytes <= MAX_BYTES) {
      return wanted;
    }
    Progress progress = jobs.get(job);
    long unverified = progress == null ? 0 : progress.rows();
    long sharing = 2L * Math.max(1, jobs.size());
    long share = Math.max(1, Math.min(bound / sharing, MAX_BYTES / sharing / bytesOfOne));
    return Math.clamp(share - unverified, 0, wanted);
  }

  /** Counts what may change the answer of {@link #grant}. */
  synchronized long changes() {
    return changes;
  }

  /**
   * Waits for something that may change the answer of {@link #grant}, or for {@link #close()}.
   *
   * @param seen {@link #changes()} before the last time it was asked
   */
  synchronized void awaitChange(long seen) throws InterruptedException {
    while (!closed && changes == seen) {
      wait();
    }
  }

  /** Rows on the topic without a verdict, as far as it is known. */
  public synchronized long total() {
    long total = 0;
    for (Progress progress : jobs.values()) {
      total += progress.rows();
    }
    return total;
  }

  /** Something has changed for who waits. */
  synchronized void changed() {
    changes++;
    notifyAll();
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
    changed();
  }
}
