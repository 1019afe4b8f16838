package io.winnow.verifier.probing;

import io.winnow.errands.ChangelogConfig;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of one task, on disk.
 *
 * @param backlog rows that may be asked, and those being asked: {@link Backlog}
 * @param waiting rows to be asked again, by due time
 * @param held rows behind others: {@link Held}
 * @param domains what is known of domains: {@link Domains}
 * @param answers what is known of addresses: {@link Recent}
 * @param lanes until when they are suspended: {@link OpenLanes}
 */
record ProbeStores(
    KeyValueStore<Bytes, byte[]> backlog,
    KeyValueStore<Bytes, byte[]> waiting,
    KeyValueStore<Bytes, byte[]> held,
    KeyValueStore<Bytes, byte[]> domains,
    KeyValueStore<Bytes, byte[]> answers,
    KeyValueStore<Bytes, byte[]> lanes) {
  static final String BACKLOG = "probe-backlog";
  static final String WAITING = "probe-waiting";
  static final String HELD = "probe-held";
  static final String DOMAINS = "probe-domains";
  static final String ANSWERS = "probe-answers";
  static final String LANES = "probe-lanes";

  static ProbeStores of(ProcessorContext<?, ?> context) {
    return new ProbeStores(
        context.getStateStore(BACKLOG),
        context.getStateStore(WAITING),
        context.getStateStore(HELD),
        context.getStateStore(DOMAINS),
        context.getStateStore(ANSWERS),
        context.getStateStore(LANES));
  }

  static Set<StoreBuilder<?>> builders() {
    return Stream.of(BACKLOG, WAITING, HELD, DOMAINS, ANSWERS, LANES)
        .map(
            name ->
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withCachingDisabled()
                    .withLoggingEnabled(ChangelogConfig.SHORT_LIVED))
        .collect(Collectors.toUnmodifiableSet());
  }
}
