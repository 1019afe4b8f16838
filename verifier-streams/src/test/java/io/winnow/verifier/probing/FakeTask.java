package io.winnow.verifier.probing;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What a task of Kafka Streams is to a processor: clock, stores, children, punctuations. */
final class FakeTask implements ProcessorContext<Object, Object> {
  /** A record forwarded to a child. */
  record Forwarded(String child, Record<?, ?> record) {}

  private final Map<String, StateStore> stores = new HashMap<>();
  private final List<Forwarded> forwarded = new ArrayList<>();
  private final List<Punctuation> punctuations = new ArrayList<>();
  private long now;

  FakeTask(long now, List<? extends StateStore> stores) {
    this.now = now;
    for (StateStore store : stores) {
      this.stores.put(store.name(), store);
    }
  }

  /** Sets the clock and fires, once each, the punctuations whose time has come. */
  void advanceTo(long time) {
    now = time;
    for (Punctuation punctuation : List.copyOf(punctuations)) {
      if (!punctuation.cancelled && punctuation.next <= now) {
        punctuation.next = now + punctuation.interval;
        punctuation.action.punctuate(now);
      }
    }
    punctuations.removeIf(punctuation -> punctuation.cancelled);
  }

  /** When the next punctuation fires; null when none is scheduled. */
  @Nullable Long nextPunctuation() {
    return punctuations.stream()
        .filter(p -> !p.cancelled)
        .map(p -> p.next)
        .min(Long::compare)
        .orElse(null);
  }

  /** What was forwarded since last asked. */
  List<Forwarded> takeForwarded() {
    List<Forwarded> taken = List.copyOf(forwarded);
    forwarded.clear();
    return taken;
  }

  @Override
  public long currentSystemTimeMs() {
    return now;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  @Override
  public <S extends StateStore> S getStateStore(String name) {
    return (S) stores.get(name);
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    var punctuation = new Punctuation(now + interval.toMillis(), interval.toMillis(), callback);
    punctuations.add(punctuation);
    return () -> punctuation.cancelled = true;
  }

  @Override
  public <K, V> void forward(Record<K, V> record, String child) {
    forwarded.add(new Forwarded(child, record));
  }

  @Override
  public <K, V> void forward(Record<K, V> record) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Cancellable schedule(
      Instant startTime, Duration interval, PunctuationType type, Punctuator callback) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String applicationId() {
    throw new UnsupportedOperationException();
  }

  @Override
  public TaskId taskId() {
    return new TaskId(0, 0);
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Serde<?> keySerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Serde<?> valueSerde() {
    throw new UnsupportedOperationException();
  }

  @Override
  public File stateDir() {
    throw new UnsupportedOperationException();
  }

  @Override
  public StreamsMetrics metrics() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> appConfigs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long currentStreamTimeMs() {
    throw new UnsupportedOperationException();
  }

  private static final class Punctuation {
    private final long interval;
    private final Punctuator action;
    private long next;
    private boolean cancelled;

    Punctuation(long next, long interval, Punctuator action) {
      this.next = next;
      this.interval = interval;
      this.action = action;
    }
  }
}
