package io.winnow.sink.webhooks;

import io.winnow.contracts.JobId;
import io.winnow.contracts.json.JsonSerde;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The events of a partition, and the log of them that others see. Stream thread only. */
final class DeliveryBook {
  private static final String STORE = "told";

  /** Behind all events of a job, whose ids begin with the job's and a hyphen. */
  private static final String BEHIND = ".";

  private final ProcessorContext<String, @Nullable Object> context;
  private final KeyValueStore<String, Told> store;

  /**
   * @param context of a node with this store, and with the child that writes the log
   */
  DeliveryBook(ProcessorContext<String, @Nullable Object> context) {
    this.context = context;
    this.store = context.getStateStore(STORE);
  }

  static StoreBuilder<KeyValueStore<String, Told>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.String(), new JsonSerde<>(Told.class))
        .withCachingDisabled();
  }

  /** The task's wall clock. */
  Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  @Nullable Told of(String event) {
    return store.get(event);
  }

  void put(Told told) {
    String event = told.delivery().id();
    store.put(event, told);
    log(event, told);
  }

  /** Forgets all events of a job, and whatever of them waits is not told any more. */
  void forget(JobId job) {
    List<String> gone = new ArrayList<>();
    try (KeyValueIterator<String, Told> events = store.range(DueEvent.startOf(job), job + BEHIND)) {
      events.forEachRemaining(event -> gone.add(event.key));
    }
    for (String event : gone) {
      store.delete(event);
      log(event, null);
    }
  }

  private void log(String event, @Nullable Told told) {
    context.forward(
        new Record<>(event, told == null ? null : told.delivery(), context.currentSystemTimeMs()),
        WebhooksTopology.WRITE_DELIVERIES);
  }
}
