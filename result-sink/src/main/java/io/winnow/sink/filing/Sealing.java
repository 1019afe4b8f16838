package io.winnow.sink.filing;

import io.micrometer.core.instrument.Timer;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceId;
import io.winnow.sink.results.ResultForm;
import io.winnow.sink.results.ResultLines;
import io.winnow.sink.results.SealedCounts;
import io.winnow.sink.slices.DamagedFileException;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.RowCounts;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SealedInput;
import io.winnow.sink.slices.SliceDirectory;
import io.winnow.sink.slices.SliceRows;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals slices on threads of its own: rows in order, forced, named, announced. Submitted and asked
 * by one thread.
 */
final class Sealing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
  private static final int WAITING_PER_THREAD = 2;

  /** What a slice's file holds; no counts when nobody can tell them. */
  private record Sealed(long bytes, @Nullable SliceCounts counts) {}

  private final SliceDirectory directory;
  private final Disk disk;
  private final Announcements announcements;
  private final Trouble trouble;
  private final Timer timer;
  private final ThreadPoolExecutor threads;
  private final int most;
  private final Set<SliceId> underWay = new HashSet<>();
  private final Queue<SliceId> done = new ConcurrentLinkedQueue<>();

  Sealing(
      SliceDirectory directory,
      Disk disk,
      Announcements announcements,
      Trouble trouble,
      Timer timer,
      int threads) {
    this.directory = directory;
    this.disk = disk;
    this.announcements = announcements;
    this.trouble = trouble;
    this.timer = timer;
    this.most = threads * (1 + WAITING_PER_THREAD);
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(most),
            Thread.ofPlatform().name("winnow-sealing-", 0).factory());
  }

  /**
   * Has a slice sealed whose rows are all written, or announced again if it is sealed already. Not
   * when there is too much to do, or the slice is under way: whether it was taken.
   */
  boolean submit(SliceId slice, Job job) {
    if (underWay.size() >= most || !underWay.add(slice)) {
      return false;
    }
    threads.execute(() -> attempt(slice, job));
    return true;
  }

  /** Whether slices of a job are under way. */
  boolean isAtWorkOn(JobId job) {
    return underWay.stream().anyMatch(slice -> slice.job().equals(job));
  }

  /** A slice that has been sealed since, null when there is none. */
  @Nullable SliceId poll() {
    SliceId slice = done.poll();
    if (slice != null) {
      underWay.remove(slice);
    }
    return slice;
  }

  private void attempt(SliceId slice, Job job) {
    Timer.Sample sample = Timer.start();
    try {
      Sealed sealed = seal(slice, job);
      announcements.sealed(slice, sealed.bytes(), sealed.counts());
      done.add(slice);
      sample.stop(timer);
      LOG.debug("slice {} is sealed with {} bytes", slice.key(), sealed.bytes());
    } catch (DamagedFileException e) {
      // told already; the job waits for it to be made anew, and the other slices do not
      LOG.debug("slice {} is not announced", slice.key(), e);
      done.add(slice);
    } catch (IOException | RuntimeException e) {
      // a thread of the pool must not take a fault with it: the session ends and tells
      trouble.tell("cannot seal the slice " + slice.key(), e);
    }
  }

  private Sealed seal(SliceId slice, Job job) throws IOException {
    Sealed sealed;
    try {
      sealed = directory.isSealed(slice) ? found(slice, job) : write(slice, job);
    } catch (NoSuchFileException e) {
      if (!directory.isSealed(slice)) {
        throw e;
      }
      // another sink has sealed it meanwhile and deleted the open files
      sealed = found(slice, job);
    }
    SealedFile.settle(directory, disk, slice);
    return sealed;
  }

  /** By another sink, or by one that has died since: it may have told nobody. */
  private Sealed found(SliceId slice, Job job) throws IOException {
    try (SealedInput sealed = SealedInput.open(directory, slice)) {
      sealed.verify();
      Path file = directory.sealedFile(slice);
      return new Sealed(sealed.size(), SealedCounts.of(file, ResultForm.of(job)).orElse(null));
    }
  }

  private Sealed write(SliceId slice, Job job) throws IOException {
    int rows = slice.rowsIn(job.comingRows());
    try (SliceRows filed = SliceRows.read(directory, slice)) {
      int missing = filed.firstMissing(0);
      if (missing < rows) {
        throw new NoSuchFileException(
            directory.sealedFile(slice).toString(),
            null,
            "row " + (slice.firstRow() + missing) + " is not in the files it was written to");
      }
      RowCounts counts = new RowCounts();
      long bytes =
          SealedFile.write(
              directory,
              disk,
              slice,
              out -> ResultLines.rows(filed, rows, ResultForm.of(job), counts, out));
      return new Sealed(bytes, counts.soFar());
    }
  }

  /** Ends what is under way, and drops what waits: its open files are still there. */
  @Override
  public void close() {
    threads.getQueue().clear();
    threads.close();
  }
}
