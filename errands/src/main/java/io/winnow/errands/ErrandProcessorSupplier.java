package io.winnow.errands;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Puts an errand into a topology, together with its two stores: {@code name-pending} and {@code
 * name-retries}.
 *
 * <p>Under {@code exactly_once_v2} each record's result is forwarded exactly once in what is
 * committed. Under {@code at_least_once} it may be forwarded again, like everything else.
 *
 * @param <K> type of the record's key
 * @param <V> type of the record's value
 * @param <A> type of the answer
 * @param <KOut> type of the result's key
 * @param <VOut> type of the result's value
 */
public final class ErrandProcessorSupplier<
        K extends @Nullable Object,
        V extends @Nullable Object,
        A extends @Nullable Object,
        KOut extends @Nullable Object,
        VOut extends @Nullable Object>
    implements ProcessorSupplier<K, V, KOut, VOut> {
  private final ErrandSettings settings;
  private final Supplier<? extends Errand<K, V, A, KOut, VOut>> errand;
  private final Serde<K> keySerde;
  private final Serde<V> valueSerde;
  private final ErrandMetrics metrics;
  private final Set<StoreBuilder<?>> stores;

  /**
   * @param errand asked once for every task, which may be given one of its own or a shared one
   * @param keySerde for stores and dead letters; must be able to write whatever it reads
   * @param valueSerde for stores and dead letters; must be able to write whatever it reads
   * @param registry where meters named {@code errands.…} are kept while a task is open
   */
  public ErrandProcessorSupplier(
      ErrandSettings settings,
      Supplier<? extends Errand<K, V, A, KOut, VOut>> errand,
      Serde<K> keySerde,
      Serde<V> valueSerde,
      MeterRegistry registry) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.errand = Objects.requireNonNull(errand, "errand");
    this.keySerde = Objects.requireNonNull(keySerde, "keySerde");
    this.valueSerde = Objects.requireNonNull(valueSerde, "valueSerde");
    this.metrics = new ErrandMetrics(settings.name(), registry);
    this.stores =
        Set.of(
            CommitStore.grouped(
                settings.pendingStore(),
                Serdes.String(),
                new PendingEntrySerde<>(keySerde, valueSerde),
                ChangelogConfig.SHORT_LIVED),
            retryStore(settings));
  }

  @Override
  public Processor<K, V, KOut, VOut> get() {
    return new ErrandProcessor<>(settings, errand.get(), keySerde, valueSerde, metrics);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return stores;
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> retryStore(ErrandSettings settings) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(settings.retryStore()),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(ChangelogConfig.SHORT_LIVED);
  }
}
