package io.winnow.sink.filing;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.json.RowTally;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.OpenSlice;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The slices of the partitions that a session has: open ones, and which are known to be sealed. */
final class Slices {
  private static final Logger LOG = LoggerFactory.getLogger(Slices.class);

  /** Code of the failure of a job one of whose rows is beyond its list. */
  static final String ROW_OUT_OF_RANGE = "row_out_of_range";

  private final SliceDirectory directory;
  private final Disk disk;
  private final OpenFiles files;
  private final JobViews jobs;
  private final Queue<JobId> cutShort;
  private final Announcements announcements;
  private final Sealing sealing;
  private final Map<SliceId, Held> open = new HashMap<>();

  /** When the last records were filed, by {@link System#nanoTime()}. */
  private long now = System.nanoTime();

  private final List<Held> changed = new ArrayList<>();
  private final Deque<Held> complete = new ArrayDeque<>();
  private final Untold untold = new Untold();
  private final Unannounced unannounced = new Unannounced();
  private final SealedSlices sealed = new SealedSlices();
  private final ParkedSlices parked;

  private @Nullable Held latest;

  private final long idleNanos;
  private long lastParking = System.nanoTime();

  /** Jobs that are no more, and of which there may be files. */
  private final Set<JobId> doomed = new HashSet<>();

  /**
   * @param idle how long a slice of a failed or unknown job is held without getting a row
   */
  Slices(
      SliceDirectory directory,
      Disk disk,
      OpenFiles files,
      SliceJobs jobs,
      Announcements announcements,
      Sealing sealing,
      Duration idle) {
    this.directory = directory;
    this.disk = disk;
    this.files = files;
    this.jobs = jobs.views();
    this.cutShort = jobs.changed();
    this.parked = new ParkedSlices(jobs.awaited());
    this.idleNanos = idle.toNanos();
    this.announcements = announcements;
    this.sealing = sealing;
  }

  /**
   * Takes over the slices of partitions: reads their open files, and will announce again those
   * sealed ones that the accounting may not know of. What there is of deleted jobs goes.
   */
  void adopt(IntPredicate partitions, ToIntFunction<SliceId> partitionOf) throws IOException {
    jobs.deleted().stream().filter(directory::holds).forEach(doomed::add);
    for (Job job : jobs.unfinished()) {
      for (SliceId slice : directory.sealedSlices(job.id())) {
        int partition = partitionOf.applyAsInt(slice);
        if (partitions.test(partition)) {
          unannounced.add(slice, partition);
        }
      }
    }
    for (SliceId slice : directory.openSlices()) {
      int partition = partitionOf.applyAsInt(slice);
      if (partitions.test(partition)) {
        held(slice, partition);
      }
    }
  }

  /**
   * Files a row, unless its slice has it for good already. A job that has fewer rows than that
   * fails, since whoever sends it numbers its rows wrongly.
   *
   * @return false when the key does not name the slice that the row belongs to
   * @throws SerializationException when the job has no such row
   */
  boolean file(int partition, RowTally row, byte[] key, byte[] value) throws IOException {
    Held held = held(partition, row.job(), row.row());
    if (held == null) {
      return true;
    }
    if (!Arrays.equals(held.slice.key(), key)) {
      return false;
    }
    requireOfTheList(held, row.row());
    if (!held.complete) {
      held.slice.append(row, value);
      change(held);
    }
    return true;
  }

  private void requireOfTheList(Held held, long row) {
    Job job = held.job;
    if (job == null || row < job.rows()) {
      return;
    }
    failForRowsBeyond(held, job);
    throw new SerializationException(
        "AddressVerified: there is no row %d of job %s, which has %d"
            .formatted(row, job.id(), job.rows()));
  }

  /** Once for each slice, however many such rows it has. */
  private void failForRowsBeyond(Held held, Job job) {
    if (!held.failed) {
      held.failed = true;
      announcements.failed(
          job.id(),
          ROW_OUT_OF_RANGE,
          "there are rows with numbers from %d on, but the list has only so many; number them from 0"
              .formatted(job.rows()));
    }
  }

  private @Nullable Held held(int partition, JobId job, long row) throws IOException {
    Held held = latest;
    if (held != null) {
      SliceId slice = held.slice.id();
      long inSlice = row - slice.firstRow();
      if (slice.job().value() == job.value() && inSlice >= 0 && inSlice < SliceId.ROWS) {
        return held;
      }
    }
    latest = held(SliceId.ofRow(job, row), partition);
    return latest;
  }

  private @Nullable Held held(SliceId slice, int partition) throws IOException {
    Held held = open.get(slice);
    if (held != null || sealed.has(slice) || jobs.isDeleted(slice.job())) {
      return held;
    }
    return load(slice, partition);
  }

  private @Nullable Held load(SliceId slice, int partition) throws IOException {
    if (directory.isSealed(slice)) {
      unannounced.add(slice, partition);
      sealed.add(slice);
      return null;
    }
    Held held = new Held(OpenSlice.load(directory, files, slice), partition);
    held.job = jobs.job(slice.job()).orElse(null);
    parked.remove(slice);
    open.put(slice, held);
    change(held);
    return held;
  }

  private void change(Held held) {
    held.lastRow = now;
    if (!held.changed) {
      held.changed = true;
      changed.add(held);
    }
    untold.add(held);
  }

  /** Has those slices sealed that have all their rows, and lets go of those that are sealed. */
  void seal() throws IOException {
    now = System.nanoTime();
    for (SliceId done = sealing.poll(); done != null; done = sealing.poll()) {
      sealed.add(done);
      Held held = open.remove(done);
      if (held != null) {
        held.slice.forget();
        latest = null;
      }
    }
    for (JobId job = cutShort.poll(); job != null; job = cutShort.poll()) {
      lookAgainAt(job);
    }
    removeDoomed();
    Iterator<Held> iterator = changed.iterator();
    while (iterator.hasNext()) {
      Held held = iterator.next();
      if (open.get(held.slice.id()) != held || look(held)) {
        held.changed = false;
        iterator.remove();
      }
    }
    submit();
    if (now - lastParking >= idleNanos) {
      lastParking = now;
      park();
    }
  }

  /**
   * Lets go of slices that may wait for ever, since their job has ended or there is none, and that
   * got no row for a while. Their rows stay in their files: the next row, or the job's becoming
   * known, brings them back.
   */
  private void park() throws IOException {
    Iterator<Held> iterator = open.values().iterator();
    while (iterator.hasNext()) {
      Held held = iterator.next();
      SliceId slice = held.slice.id();
      if (held.complete
          || now - held.lastRow < idleNanos
          || !mayWaitForEver(held)
          || !held.slice.isForced()) {
        continue;
      }
      iterator.remove();
      held.slice.forget();
      latest = null;
      if (held.job == null) {
        parked.add(slice, held.partition);
        if (jobs.job(slice.job()).isPresent() || jobs.isDeleted(slice.job())) {
          // it became known meanwhile, when nobody awaited it
          cutShort.add(slice.job());
        }
      }
    }
  }

  private static boolean mayWaitForEver(Held held) {
    return held.job == null || held.job.state().terminal();
  }

  /**
   * A job that was cancelled may have all the rows of a slice that will ever come; one that has
   * failed may not get them any more; one that was awaited has come.
   */
  private void lookAgainAt(JobId job) throws IOException {
    Map<SliceId, Integer> back = parked.take(job);
    if (jobs.isDeleted(job)) {
      // as a rule it went long ago
      if (directory.holds(job)) {
        doomed.add(job);
      }
      return;
    }
    for (Map.Entry<SliceId, Integer> slice : back.entrySet()) {
      held(slice.getKey(), slice.getValue());
    }
    for (Held held : open.values()) {
      if (held.slice.id().job().equals(job)) {
        held.job = null;
        change(held);
      }
    }
  }

  /** Nothing of a deleted job stays, and rows that still come of it go nowhere. */
  private void removeDoomed() throws IOException {
    Iterator<JobId> jobsToGo = doomed.iterator();
    while (jobsToGo.hasNext()) {
      JobId job = jobsToGo.next();
      letGoOf(job);
      if (!sealing.isAtWorkOn(job) && directory.remove(job, disk)) {
        jobsToGo.remove();
        LOG.info("job {} is no more, and its files are removed", job);
      }
    }
  }

  private void letGoOf(JobId job) throws IOException {
    unannounced.forget(job);
    Iterator<Held> iterator = open.values().iterator();
    while (iterator.hasNext()) {
      Held held = iterator.next();
      if (held.slice.id().job().equals(job)) {
        iterator.remove();
        held.slice.discard();
        latest = null;
      }
    }
  }

  /** Whether nothing more can be said of a slice until it gets more rows. */
  private boolean look(Held held) throws IOException {
    if (held.job == null) {
      held.job = jobs.job(held.slice.id().job()).orElse(null);
      if (held.job == null) {
        return false;
      }
      if (held.slice.id().rowsIn(held.job.rows()) == 0) {
        failForRowsBeyond(held, held.job);
      }
    }
    int rows = held.slice.id().rowsIn(held.job.comingRows());
    if (!held.complete && rows == 0 && held.slice.id().rowsIn(held.job.rows()) > 0) {
      removeRowsBeyond(held);
    }
    if (!held.complete && rows > 0 && held.slice.has(rows)) {
      held.complete = true;
      complete.add(held);
    }
    return true;
  }

  /** Duplicates that rode ahead of where their job was cancelled are in no result. */
  private void removeRowsBeyond(Held held) throws IOException {
    open.remove(held.slice.id());
    held.slice.forget();
    latest = null;
    directory.discardOpenFiles(held.slice.id(), disk);
  }

  private void submit() {
    for (Held next = complete.peek(); next != null; next = complete.peek()) {
      SliceId slice = next.slice.id();
      Job job = next.job;
      boolean here = open.get(slice) == next;
      if (here && job != null && !sealing.submit(slice, job)) {
        return;
      }
      complete.remove();
    }
    unannounced.submit(jobs, sealing);
  }

  /** Tells how far those slices have come that have more rows than they were told to have. */
  void tell() {
    untold.take(
        held -> {
          SliceId slice = held.slice.id();
          if (open.get(slice) == held) {
            announcements.counted(slice, held.slice.counts());
          }
        });
  }

  /** Lets go of the slices of partitions. Their files stay for the next owner. */
  void drop(IntPredicate partitions) throws IOException {
    Iterator<Held> iterator = open.values().iterator();
    while (iterator.hasNext()) {
      Held held = iterator.next();
      if (partitions.test(held.partition)) {
        iterator.remove();
        held.slice.forget();
      }
    }
    unannounced.drop(partitions);
    parked.drop(partitions);
    latest = null;
  }

  /** How many slices are open. */
  int open() {
    return open.size();
  }
}
