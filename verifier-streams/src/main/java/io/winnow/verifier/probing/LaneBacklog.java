package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that have rows in one lane, and whose turn it is.
 *
 * <p>Stride scheduling: each row served costs its job the square root of how many rows it has in
 * the lane, and the job that has paid least is next; a job that comes has paid as much as who was
 * served last. So of two jobs of 10 and 20,000 rows the small one has 45 of 46 turns, and is done
 * with all of its rows before the second of the large one; and however many small ones keep coming,
 * the large one has its share.
 */
final class LaneBacklog {
  final String name;
  final byte[] nameBytes;

  /** Whether it stands in the rotation of lanes. */
  boolean inRotation;

  /** There was no room, and nothing has happened since. */
  boolean full;

  private final Map<Long, JobBacklog> jobs = new HashMap<>(4);
  private final PriorityQueue<JobBacklog> turns =
      new PriorityQueue<>(
          2,
          Comparator.<JobBacklog>comparingDouble(job -> job.served)
              .thenComparingLong(job -> job.job));
  private double servedLast;

  LaneBacklog(String name) {
    this.name = name;
    this.nameBytes = name.getBytes(UTF_8);
  }

  boolean isEmpty() {
    return jobs.isEmpty();
  }

  Collection<JobBacklog> jobs() {
    return jobs.values();
  }

  @Nullable JobBacklog job(long id) {
    return jobs.get(id);
  }

  /** The job, which is about to have a row here. */
  JobBacklog enter(long id) {
    JobBacklog job = jobs.get(id);
    if (job == null) {
      job = new JobBacklog(id, servedLast);
      jobs.put(id, job);
      turns.add(job);
    }
    return job;
  }

  /** The job whose turn it is; there must be one. */
  JobBacklog next() {
    JobBacklog job = turns.element();
    servedLast = job.served;
    return job;
  }

  /** A row of the job whose turn it was is served. */
  void served(JobBacklog job, int sizeBefore) {
    turns.remove(job);
    job.served += Math.sqrt(sizeBefore);
    if (job.size() > 0) {
      turns.add(job);
    } else {
      jobs.remove(job.job);
    }
  }

  /** Rows of a job have left out of turn. */
  void left(JobBacklog job) {
    if (job.size() == 0) {
      turns.remove(job);
      jobs.remove(job.job);
    }
  }
}
