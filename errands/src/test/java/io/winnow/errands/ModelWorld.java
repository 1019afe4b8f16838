package io.winnow.errands;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * A partition, one task that reads it, and the transactions of Kafka: what is not committed when
 * the task is lost never was, and the input is read again from the committed offset.
 */
final class ModelWorld {
  private static final int MAX_IN_FLIGHT = 3;
  private static final ErrandSettings SETTINGS =
      ErrandSettings.of("model", ErrandDriver.DEAD)
          .withMaxInFlight(MAX_IN_FLIGHT)
          .withWaits(Duration.ZERO, Duration.ZERO);
  private static final PendingEntrySerde<String, String> SERDE =
      new PendingEntrySerde<>(Serdes.String(), Serdes.String());

  private final Random random;
  private final int records;
  private final ModelErrand errand;
  private final ErrandMetrics metrics = new ErrandMetrics("model", new SimpleMeterRegistry());

  // what is committed
  private int committedOffset;
  private Map<Bytes, byte[]> committedPending = new TreeMap<>();
  private Map<Bytes, byte[]> committedRetries = new TreeMap<>();
  private final List<String> committedOutput = new ArrayList<>();

  // what is under way
  private int offset;
  private final List<String> output = new ArrayList<>();
  private KeyValueStore<Bytes, byte[]> pendingLog;
  private KeyValueStore<Bytes, byte[]> retries;
  private CommitStore<String, PendingEntry<String, String>> pending;
  private ErrandProcessor<String, String, Boolean, String, String> processor;
  private FakeTask task;
  private long now = 1_000_000;

  ModelWorld(long seed) {
    random = new Random(seed);
    records = 1 + random.nextInt(12);
    errand = new ModelErrand(random);
    restore();
  }

  /** One event, whichever the dice say. */
  void step() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> process();
      case 6, 7, 8, 9, 10 -> complete();
      case 11, 12, 13, 14 -> advance(random.nextInt(30));
      case 15, 16 -> commit();
      case 17 -> crash();
      case 18 -> fence();
      case 19 -> revoke();
      default -> throw new AssertionError();
    }
    boundHolds();
  }

  /** Lets everything come to its end and looks whether each record did. */
  void finish() {
    for (int turn = 0; turn < 200 && !isIdle(); turn++) {
      process();
      while (!errand.open().isEmpty()) {
        complete();
      }
      advance(10);
      boundHolds();
    }
    commit();
    assertThat(committedOutput).hasSize(records).doesNotHaveDuplicates();
    assertThat(committedPending).isEmpty();
    assertThat(committedRetries).isEmpty();
    assertThat(task.nextPunctuation()).as("tick of an idle task").isEmpty();
  }

  private boolean isIdle() {
    return offset == records && task.nextPunctuation().isEmpty();
  }

  private void process() {
    if (offset < records) {
      String id = "r" + offset;
      processor.process(new Record<>(id, "v", offset));
      offset++;
      output.addAll(takeOutput());
    }
  }

  private void complete() {
    if (!errand.open().isEmpty()) {
      errand.open().remove(random.nextInt(errand.open().size())).complete();
    }
  }

  private void advance(long millis) {
    now += millis;
    task.advance(millis);
    output.addAll(takeOutput());
  }

  private void commit() {
    pending.flushCache();
    committedOffset = offset;
    committedOutput.addAll(output);
    output.clear();
    committedPending = contentsOf(pendingLog);
    committedRetries = contentsOf(retries);
    everyRecordReadIsInOnePlace();
  }

  /** The process dies, and its attempts with it. */
  private void crash() {
    errand.open().clear();
    output.clear();
    offset = committedOffset;
    restore();
  }

  /** The task is lost without a commit, but its process and its attempts live on. */
  private void fence() {
    processor.close();
    output.clear();
    offset = committedOffset;
    attemptsWereCancelled();
    restore();
  }

  /** The task is given up, with a last commit before or after it is closed, and comes back. */
  private void revoke() {
    if (random.nextBoolean()) {
      commit();
      processor.close();
    } else {
      processor.close();
      commit();
    }
    assertThat(takeOutput()).as("forwarded by close()").isEmpty();
    attemptsWereCancelled();
    if (random.nextBoolean()) {
      restore();
    } else {
      task = new FakeTask(now, pending, retries);
      processor.init(task);
    }
  }

  private void restore() {
    pendingLog = filled(SETTINGS.pendingStore(), committedPending);
    retries = filled(SETTINGS.retryStore(), committedRetries);
    pending = new CommitStore<>(pendingLog, GroupedEntries::new, Serdes.String(), SERDE);
    task = new FakeTask(now, pending, retries);
    processor = new ErrandProcessor<>(SETTINGS, errand, Serdes.String(), Serdes.String(), metrics);
    processor.init(task);
    assertThat(takeOutput()).as("forwarded by init()").isEmpty();
  }

  private List<String> takeOutput() {
    return task.takeForwarded().stream()
        .map(
            forwarded ->
                forwarded.record().key() instanceof byte[] key
                    ? Serdes.String().deserializer().deserialize(null, key)
                    : forwarded.record().key().toString())
        .toList();
  }

  private void everyRecordReadIsInOnePlace() {
    Map<String, Integer> places = new HashMap<>();
    committedOutput.forEach(id -> places.merge(id, 1, Integer::sum));
    new GroupedEntries(filled(SETTINGS.pendingStore(), committedPending))
        .load((key, entry) -> places.merge(idOf(entry), 1, Integer::sum));
    committedRetries.values().forEach(entry -> places.merge(idOf(entry), 1, Integer::sum));
    for (int i = 0; i < committedOffset; i++) {
      assertThat(places.remove("r" + i)).as("places of r%d", i).isEqualTo(1);
    }
    assertThat(places).as("places of records not read").isEmpty();
  }

  private void boundHolds() {
    assertThat(errand.open().stream().filter(attempt -> !attempt.future().wasCancelled()))
        .as("attempts under way")
        .hasSizeLessThanOrEqualTo(MAX_IN_FLIGHT);
  }

  private void attemptsWereCancelled() {
    assertThat(errand.open()).allMatch(attempt -> attempt.future().wasCancelled());
  }

  private static String idOf(byte[] entry) {
    return SERDE.deserialize("model", entry).id();
  }

  private static KeyValueStore<Bytes, byte[]> filled(String name, Map<Bytes, byte[]> contents) {
    KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore(name).get();
    contents.forEach(store::put);
    return store;
  }

  private static Map<Bytes, byte[]> contentsOf(KeyValueStore<Bytes, byte[]> store) {
    Map<Bytes, byte[]> contents = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      entries.forEachRemaining(entry -> contents.put(entry.key, entry.value));
    }
    return contents;
  }
}
