package io.winnow.errands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitStoreTest {
  private static final String STORE = "counts";

  private final KeyValueStore<Bytes, byte[]> logged = Stores.inMemoryKeyValueStore(STORE).get();
  private final CommitStore<String, String> store = storeOver(logged);

  @Test
  void kafkaStreamsTellsTheStoreOfEveryCommit(@TempDir Path stateDirectory) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "commit-store-test");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    Topology topology = new Topology();
    topology.addSource("in", new StringDeserializer(), new StringDeserializer(), "in");
    topology.addProcessor("count", new Counting(), "in");
    try (var driver = new TopologyTestDriver(topology, config)) {
      var input = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
      var changelog =
          driver.createOutputTopic(
              "commit-store-test-counts-changelog",
              new StringDeserializer(),
              new StringDeserializer());

      input.pipeInput("a", "put");
      input.pipeInput("b", "put and delete");
      input.pipeInput("a", "put");
      input.pipeInput("a", "delete");

      assertThat(changelog.readKeyValuesToList())
          .containsExactly(
              KeyValue.pair("a", "put"), KeyValue.pair("a", "put"), KeyValue.pair("a", null));
    }
  }

  @Test
  void nothingIsWrittenBeforeTheCommit() {
    store.put("a", "1");
    assertThat(loggedKeys()).isEmpty();

    store.flushCache();
    assertThat(loggedKeys()).containsExactly("a=1");
  }

  @Test
  void whatIsPutAndDeletedBetweenCommitsIsNeverWritten() {
    store.put("a", "1");
    store.put("b", "2");
    store.delete("a");
    store.put("c", "3");
    store.delete("c");

    store.flushCache();

    assertThat(loggedKeys()).containsExactly("b=2");
  }

  @Test
  void aCommitWritesOnlyWhatChangedSinceTheLast() {
    store.put("a", "1");
    store.flushCache();
    logged.delete(Bytes.wrap("a".getBytes(UTF_8)));
    store.put("b", "2");

    store.flushCache();

    assertThat(loggedKeys()).containsExactly("b=2");
  }

  @Test
  void aKeyDeletedAndPutAgainIsErasedWhenItIsDeletedOnceMore() {
    store.put("a", "1");
    store.flushCache();
    store.delete("a");
    store.put("a", "2");
    store.delete("a");

    store.flushCache();

    assertThat(loggedKeys()).isEmpty();
  }

  @Test
  void clearingTheHeapReadsWhatAStandbyRestored() {
    store.put("a", "1");
    store.flushCache();
    store.clearCache();
    logged.put(Bytes.wrap("b".getBytes(UTF_8)), "2".getBytes(UTF_8));

    assertThat(contents(store)).containsExactly("a=1", "b=2");
  }

  @Test
  void behavesAsAMapWhoseCommitsSurvive() {
    for (long seed = 0; seed < 200; seed++) {
      behavesAsAMapWhoseCommitsSurvive(SingleEntries::new, 6, seed);
      behavesAsAMapWhoseCommitsSurvive(GroupedEntries::new, 6, seed);
      behavesAsAMapWhoseCommitsSurvive(GroupedEntries::new, 300, seed);
    }
  }

  private static void behavesAsAMapWhoseCommitsSurvive(
      Function<KeyValueStore<Bytes, byte[]>, EntryLog> entries, int keys, long seed) {
    Random random = new Random(seed);
    KeyValueStore<Bytes, byte[]> disk = Stores.inMemoryKeyValueStore(STORE).get();
    CommitStore<String, String> store = storeOver(disk, entries);
    TreeMap<String, String> live = new TreeMap<>();
    TreeMap<String, String> committed = new TreeMap<>();
    for (int step = 0; step < 17 * keys; step++) {
      String key = "k" + random.nextInt(keys);
      int choice = random.nextInt(8 + keys);
      if (choice == 0) {
        store.flushCache();
        committed = new TreeMap<>(live);
      } else if (choice == 1) {
        store = storeOver(disk, entries);
        live = new TreeMap<>(committed);
      } else if (choice % 2 == 0) {
        store.put(key, "v" + step);
        live.put(key, "v" + step);
      } else {
        assertThat(store.delete(key)).as("seed %d", seed).isEqualTo(live.remove(key));
      }
      assertThat(store.get(key)).as("seed %d", seed).isEqualTo(live.get(key));
      assertThat(store.size()).as("seed %d", seed).isEqualTo(live.size());
    }
    store = storeOver(disk, entries);
    assertThat(store.size()).as("seed %d", seed).isEqualTo(committed.size());
    TreeMap<String, String> restored = new TreeMap<>();
    store.forEach(restored::put);
    assertThat(restored).as("seed %d", seed).isEqualTo(committed);
  }

  private static CommitStore<String, String> storeOver(KeyValueStore<Bytes, byte[]> logged) {
    return new CommitStore<>(logged, SingleEntries::new, Serdes.String(), Serdes.String());
  }

  private static CommitStore<String, String> storeOver(
      KeyValueStore<Bytes, byte[]> logged,
      Function<KeyValueStore<Bytes, byte[]>, EntryLog> entries) {
    return new CommitStore<>(logged, entries, Serdes.String(), Serdes.String());
  }

  private List<String> loggedKeys() {
    return contents(storeOver(logged));
  }

  private static List<String> contents(CommitStore<String, String> store) {
    List<String> contents = new ArrayList<>();
    store.forEach((key, value) -> contents.add(key + "=" + value));
    return contents;
  }

  private static final class Counting
      implements ProcessorSupplier<String, String, Void, Void>,
          Processor<String, String, Void, Void> {
    private CommitStore<String, String> counts;

    @Override
    public Processor<String, String, Void, Void> get() {
      return new Counting();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          CommitStore.builder(
              STORE, Serdes.String(), Serdes.String(), ChangelogConfig.SHORT_LIVED));
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      counts = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, String> record) {
      if (record.value().startsWith("put")) {
        counts.put(record.key(), record.value());
      }
      if (record.value().endsWith("delete")) {
        counts.delete(record.key());
      }
    }
  }
}
