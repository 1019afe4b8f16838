package io.winnow.sink.rebuild;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.RowTally;
import io.winnow.sink.jobs.JobTable;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.slices.DamagedFileException;
import io.winnow.sink.slices.DirectoryLock;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.SealedInput;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files of jobs again from the topic of verified addresses, as far as it still has their
 * rows: sealed files that are missing or damaged, and the rows of slices that are not complete. It
 * reads and writes as a sink of its own would, but tells nobody: nothing is announced or counted.
 */
public final class Rebuild {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

  /** Slices that one pass over the rows is for: a billion rows, of which 200 MB of heap know. */
  private static final int AT_A_TIME = 20_000;

  private final SliceDirectory directory;
  private final Disk disk;
  private final int mostOpenFiles;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final int atATime;
  private final JobViews jobs = new JobViews();

  /** Those of the next pass, in order. */
  private final Map<SliceId, WantedSlice> wanted = new LinkedHashMap<>();

  private final Map<JobId, Findings> findings = new TreeMap<>();

  /**
   * @param root the directory of results
   * @param mostOpenFiles held open at a time
   * @param consumers makes a consumer of committed records without a group
   */
  public Rebuild(
      Path root, Disk disk, int mostOpenFiles, Supplier<Consumer<byte[], byte[]>> consumers) {
    this(root, disk, mostOpenFiles, consumers, AT_A_TIME);
  }

  /**
   * The same.
   *
   * @param atATime how many slices are made again in one pass over the rows, at least 1
   */
  Rebuild(
      Path root,
      Disk disk,
      int mostOpenFiles,
      Supplier<Consumer<byte[], byte[]>> consumers,
      int atATime) {
    this.directory = new SliceDirectory(root, SinkId.REBUILD);
    this.disk = disk;
    this.mostOpenFiles = mostOpenFiles;
    this.consumers = consumers;
    this.atATime = atATime;
  }

  /** What is known of a job's slices so far. */
  private static final class Findings {
    final Job job;
    int whole;
    int sealed;
    final List<RebuiltJob.Gap> gaps = new ArrayList<>();

    Findings(Job job) {
      this.job = job;
    }

    RebuiltJob outcome() {
      return new RebuiltJob(job, whole, sealed, gaps);
    }
  }

  /**
   * Does it, once.
   *
   * @return what became of each job, by id
   * @throws IOException when the disk fails, or a sink is at work in the directory
   * @throws org.apache.kafka.common.KafkaException when Kafka fails
   */
  public List<RebuiltJob> run() throws IOException {
    try (DirectoryLock lock = DirectoryLock.acquireAlone(directory);
        OpenFiles files = new OpenFiles(directory, disk, mostOpenFiles)) {
      LOG.debug("rebuilding under {}", lock);
      readJobs();
      for (Job job : jobs.all()) {
        findings.put(job.id(), new Findings(job));
      }
      for (Findings found : findings.values()) {
        examine(found, files);
      }
      makeAgain(files);
      return findings.values().stream().map(Findings::outcome).toList();
    }
  }

  private void readJobs() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      TopicReading reading = TopicReading.begin(consumer, Topics.JOBS_TABLE);
      while (!reading.atEnd()) {
        reading.poll().forEach(record -> JobTable.apply(jobs, record));
      }
    }
  }

  private void examine(Findings found, OpenFiles files) throws IOException {
    for (int number = 0; number < found.job.slices(); number++) {
      SliceId slice = new SliceId(found.job.id(), number);
      if (isWhole(slice)) {
        found.whole++;
      } else {
        WantedSlice missing = new WantedSlice(directory, disk, files, found.job, slice);
        missing.sealWhenWhole();
        wanted.put(slice, missing);
        if (wanted.size() == atATime) {
          makeAgain(files);
        }
      }
    }
  }

  private void makeAgain(OpenFiles files) throws IOException {
    if (wanted.isEmpty()) {
      return;
    }
    readRows(files);
    for (WantedSlice slice : wanted.values()) {
      slice.keep();
    }
    files.write();
    files.force();
    for (Map.Entry<SliceId, WantedSlice> slice : wanted.entrySet()) {
      Findings found = Objects.requireNonNull(findings.get(slice.getKey().job()));
      if (slice.getValue().sealed()) {
        found.sealed++;
      } else {
        found.gaps.add(slice.getValue().gap());
      }
    }
    wanted.clear();
  }

  private boolean isWhole(SliceId slice) throws IOException {
    try (SealedInput sealed = SealedInput.open(directory, slice)) {
      sealed.verify();
      return true;
    } catch (NoSuchFileException e) {
      LOG.debug("slice {} is not sealed", slice.key(), e);
      return false;
    } catch (DamagedFileException e) {
      LOG.debug("slice {} is wanted", slice.key(), e);
      return false;
    }
  }

  private void readRows(OpenFiles files) throws IOException {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      TopicReading reading = TopicReading.begin(consumer, Topics.VERIFIED_ADDRESSES);
      RowTally.FromAddressVerified tallies = new RowTally.FromAddressVerified();
      while (!reading.atEnd()) {
        Set<WantedSlice> changed = new LinkedHashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : reading.poll()) {
          WantedSlice slice = take(record, tallies);
          if (slice != null) {
            changed.add(slice);
          }
        }
        files.write();
        for (WantedSlice slice : changed) {
          slice.sealWhenWhole();
        }
      }
    }
  }

  private @Nullable WantedSlice take(
      ConsumerRecord<byte[], byte[]> record, RowTally.FromAddressVerified tallies)
      throws IOException {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return null;
    }
    try {
      RowTally row = tallies.deserialize(record.topic(), value);
      if (row.row() / SliceId.ROWS > Integer.MAX_VALUE) {
        return null;
      }
      WantedSlice slice = wanted.get(SliceId.ofRow(row.job(), row.row()));
      if (slice != null) {
        slice.take(row, record.key(), value);
      }
      return slice;
    } catch (SerializationException e) {
      // the sink has put it aside, and told of it
      LOG.debug(
          "{}-{} offset {} is passed over", record.topic(), record.partition(), record.offset(), e);
      return null;
    }
  }
}
