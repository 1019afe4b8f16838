package io.winnow.verifier.admission;

import io.winnow.errands.CommitStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A task with one processor over one store, which can be killed: what was done since the last
 * commit never was.
 */
public final class RestartableTask<I, O, V> {
  private final String storeName;
  private final Serde<V> values;
  private final Supplier<? extends Processor<String, I, String, O>> processors;
  private Map<String, byte[]> committed = Map.of();
  private MockProcessorContext<String, O> context = new MockProcessorContext<>();
  private CommitStore<String, V> store;
  private Processor<String, I, String, O> processor;
  private long now;

  public RestartableTask(
      String storeName,
      Serde<V> values,
      Supplier<? extends Processor<String, I, String, O>> processors,
      long now) {
    this.storeName = storeName;
    this.values = values;
    this.processors = processors;
    this.now = now;
    restart();
  }

  /** What comes of a record. */
  public List<O> process(String key, I value) {
    context.setCurrentSystemTimeMs(now);
    processor.process(new Record<>(key, value, now));
    return takeForwarded();
  }

  /** What comes of time passing. */
  public List<O> advance(Duration time) {
    now += time.toMillis();
    context.setCurrentSystemTimeMs(now);
    for (var punctuator : List.copyOf(context.scheduledPunctuators())) {
      if (!punctuator.cancelled()) {
        punctuator.getPunctuator().punctuate(now);
      }
    }
    return takeForwarded();
  }

  private List<O> takeForwarded() {
    List<O> forwarded =
        context.forwarded().stream().<O>map(captured -> captured.record().value()).toList();
    context.resetForwards();
    return forwarded;
  }

  /** What the store would log stays; that includes only what was put. */
  public void commit() {
    store.flushCache();
    store.clearCache();
    Map<String, byte[]> contents = new HashMap<>();
    store.forEach(
        (key, value) -> contents.put(key, values.serializer().serialize(storeName, value)));
    committed = contents;
  }

  /** How many entries the store has. */
  public int entries() {
    return store.size();
  }

  /** Another process takes up what was committed. */
  public void restart() {
    context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(now);
    store =
        CommitStore.builder(storeName, Serdes.String(), values, Map.of())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    committed.forEach(
        (key, bytes) -> store.put(key, values.deserializer().deserialize(storeName, bytes)));
    processor = processors.get();
    processor.init(context);
  }
}
