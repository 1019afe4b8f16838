package io.winnow.errands;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Stores that hold what a changelog held, as they do when Kafka Streams has restored them. */
final class Restored {
  private Restored() {}

  static StoreBuilder<CommitStore<String, PendingEntry<String, String>>> pending(
      ErrandSettings settings,
      PendingEntrySerde<String, String> serde,
      Map<Bytes, byte[]> changelog) {
    return new CommitStoreBuilder<>(
        logged(settings.pendingStore(), changelog), GroupedEntries::new, Serdes.String(), serde);
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> retries(
      ErrandSettings settings, Map<Bytes, byte[]> changelog) {
    return logged(settings.retryStore(), changelog);
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> logged(
      String name, Map<Bytes, byte[]> changelog) {
    return Stores.keyValueStoreBuilder(
            new KeyValueBytesStoreSupplier() {
              @Override
              public String name() {
                return name;
              }

              @Override
              public KeyValueStore<Bytes, byte[]> get() {
                KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore(name).get();
                changelog.forEach(store::put);
                return store;
              }

              @Override
              public String metricsScope() {
                return "in-memory";
              }
            },
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withLoggingEnabled(Map.of());
  }
}
