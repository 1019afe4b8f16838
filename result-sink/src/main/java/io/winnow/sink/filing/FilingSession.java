package io.winnow.sink.filing;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.RowTally;
import io.winnow.kit.steady.SteadyThread;
import io.winnow.sink.slices.OpenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the group of sinks, from joining to leaving or the first failure.
 *
 * <p>Offsets are committed only behind rows that are forced. So whatever fails, wherever, the
 * session ends, unforced rows are cut off, and the next session gets them again: a failing disk, a
 * failing Kafka and a crash are one case.
 */
final class FilingSession implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(FilingSession.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration TELL_EVERY = Duration.ofMillis(200);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(10);

  private final Consumer<byte[], byte[]> consumer;
  private final OpenFiles files;
  private final Slices slices;
  private final DeadLetters deadLetters;
  private final Trouble trouble;
  private final FilingSettings settings;
  private final FilingMetrics metrics;
  private final RowTally.FromAddressVerified tallies = new RowTally.FromAddressVerified();
  private final Set<Integer> toAdopt = new HashSet<>();
  private final Map<TopicPartition, OffsetAndMetadata> filed = new HashMap<>();
  private boolean over;
  private long rowsSinceCommit;
  private long lastCommit = System.nanoTime();
  private long lastTold = System.nanoTime();

  private @Nullable JobId latestJob;

  FilingSession(
      Consumer<byte[], byte[]> consumer,
      OpenFiles files,
      Slices slices,
      DeadLetters deadLetters,
      Trouble trouble,
      FilingSettings settings,
      FilingMetrics metrics) {
    this.consumer = consumer;
    this.files = files;
    this.slices = slices;
    this.deadLetters = deadLetters;
    this.trouble = trouble;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Files rows until the thread is stopped; all is forced and committed then. */
  void run(SteadyThread thread) throws IOException {
    consumer.subscribe(List.of(Topics.VERIFIED_ADDRESSES.name()), this);
    try {
      fileUntilStopped(thread);
      commitNow();
    } finally {
      over = true;
    }
  }

  private void fileUntilStopped(SteadyThread thread) throws IOException {
    while (!thread.stopped()) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      trouble.check();
      adopt();
      file(records);
      files.write();
      slices.seal();
      if (System.nanoTime() - lastTold >= TELL_EVERY.toNanos()) {
        slices.tell();
        metrics.lag(lag());
        lastTold = System.nanoTime();
      }
      metrics.open(slices.open());
      if (commitIsDue()) {
        commit();
        thread.ready();
      }
    }
  }

  private long lag() {
    long rows = 0;
    for (TopicPartition partition : consumer.assignment()) {
      rows += consumer.currentLag(partition).orElse(0);
    }
    return rows;
  }

  private void adopt() throws IOException {
    if (!toAdopt.isEmpty()) {
      int partitions = consumer.partitionsFor(Topics.VERIFIED_ADDRESSES.name()).size();
      slices.adopt(toAdopt::contains, slice -> partitionOf(slice, partitions));
      toAdopt.clear();
    }
  }

  /** Where Kafka's producers put the slice's rows. */
  static int partitionOf(SliceId slice, int partitions) {
    byte[] key = slice.key().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private void file(ConsumerRecords<byte[], byte[]> records) throws IOException {
    if (records.isEmpty()) {
      filed.putAll(records.nextOffsets());
      return;
    }
    for (TopicPartition partition : records.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        try {
          note(file(record));
        } catch (SerializationException e) {
          deadLetters.put(record, e);
        }
      }
    }
    filed.putAll(records.nextOffsets());
    rowsSinceCommit += records.count();
    metrics.filed(records.count());
    if (latestJob != null) {
      metrics.filedOf(latestJob);
    }
  }

  /** Jobs come in long runs. */
  private void note(RowTally row) {
    metrics.verdict(row.reason().status());
    if (latestJob == null || latestJob.value() != row.job().value()) {
      if (latestJob != null) {
        metrics.filedOf(latestJob);
      }
      latestJob = row.job();
    }
  }

  /**
   * @throws SerializationException when the record is not one of a row in the slice of its key
   */
  private RowTally file(ConsumerRecord<byte[], byte[]> record) throws IOException {
    byte @Nullable [] value = record.value();
    if (value == null) {
      throw new SerializationException("AddressVerified: there is no value");
    }
    RowTally tally = tallies.deserialize(record.topic(), value);
    if (tally.row() / SliceId.ROWS > Integer.MAX_VALUE) {
      throw new SerializationException("AddressVerified: row " + tally.row() + " is too great");
    }
    if (!slices.file(record.partition(), tally, record.key(), value)) {
      throw new SerializationException(
          "AddressVerified: row %d of job %s has another slice's key"
              .formatted(tally.row(), tally.job()));
    }
    return tally;
  }

  private boolean commitIsDue() {
    return rowsSinceCommit >= settings.commitRows()
        || System.nanoTime() - lastCommit >= settings.commitInterval().toNanos();
  }

  private void commit() throws IOException {
    secure();
    if (!filed.isEmpty()) {
      consumer.commitAsync(
          Map.copyOf(filed),
          (offsets, error) -> {
            if (error != null) {
              LOG.warn("offsets {} are not committed; their rows may come again", offsets, error);
            }
          });
      filed.clear();
    }
    rowsSinceCommit = 0;
    lastCommit = System.nanoTime();
  }

  /** After this, whatever has been filed may be committed. */
  private void secure() throws IOException {
    files.write();
    files.force();
    deadLetters.settle();
    trouble.check();
  }

  private void commitNow() throws IOException {
    secure();
    try {
      consumer.commitSync(Map.copyOf(filed), LAST_COMMIT);
      filed.clear();
    } catch (CommitFailedException | RebalanceInProgressException | TimeoutException e) {
      LOG.warn("offsets {} are not committed; their rows will come again", filed, e);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    LOG.info("filing {}", partitions);
    toAdopt.addAll(numbers(partitions));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (over) {
      // the consumer closes: all is committed, or something failed and nothing may be
      return;
    }
    try {
      commitNow();
      letGo(partitions);
    } catch (IOException e) {
      trouble.tell("cannot hand over " + partitions, e);
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    try {
      letGo(partitions);
    } catch (IOException e) {
      trouble.tell("cannot let go of " + partitions, e);
    }
  }

  private void letGo(Collection<TopicPartition> partitions) throws IOException {
    Set<Integer> numbers = numbers(partitions);
    slices.drop(numbers::contains);
    toAdopt.removeAll(numbers);
    filed.keySet().removeAll(partitions);
  }

  private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
    Set<Integer> numbers = new HashSet<>();
    partitions.forEach(partition -> numbers.add(partition.partition()));
    return numbers;
  }
}
