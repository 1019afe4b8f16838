package io.winnow.errands;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** A {@link CommitStore} in front of a store of Kafka's own, which does the logging. */
final class CommitStoreBuilder<K, V> implements StoreBuilder<CommitStore<K, V>> {
  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> logged;
  private final Function<KeyValueStore<Bytes, byte[]>, EntryLog> entries;
  private final Serde<K> keySerde;
  private final Serde<V> valueSerde;

  CommitStoreBuilder(
      StoreBuilder<KeyValueStore<Bytes, byte[]>> logged,
      Function<KeyValueStore<Bytes, byte[]>, EntryLog> entries,
      Serde<K> keySerde,
      Serde<V> valueSerde) {
    this.logged = Objects.requireNonNull(logged, "logged");
    this.entries = Objects.requireNonNull(entries, "entries");
    this.keySerde = Objects.requireNonNull(keySerde, "keySerde");
    this.valueSerde = Objects.requireNonNull(valueSerde, "valueSerde");
  }

  @Override
  public CommitStore<K, V> build() {
    return new CommitStore<>(logged.build(), entries, keySerde, valueSerde);
  }

  /** Changes nothing: the store is a cache already. */
  @Override
  public StoreBuilder<CommitStore<K, V>> withCachingEnabled() {
    return this;
  }

  /** Changes nothing: the store is a cache always. */
  @Override
  public StoreBuilder<CommitStore<K, V>> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<CommitStore<K, V>> withLoggingEnabled(Map<String, String> config) {
    logged.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<CommitStore<K, V>> withLoggingDisabled() {
    logged.withLoggingDisabled();
    return this;
  }

  @Override
  public Map<String, String> logConfig() {
    return logged.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return logged.loggingEnabled();
  }

  @Override
  public String name() {
    return logged.name();
  }
}
