package io.winnow.errands;

import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A record of the changelog for each entry. */
final class SingleEntries implements EntryLog {
  private final KeyValueStore<Bytes, byte[]> logged;

  SingleEntries(KeyValueStore<Bytes, byte[]> logged) {
    this.logged = logged;
  }

  @Override
  public void put(Bytes key, byte[] value) {
    logged.put(key, value);
  }

  @Override
  public void delete(Bytes key) {
    logged.delete(key);
  }

  @Override
  public void flush() {}

  @Override
  public void load(BiConsumer<byte[], byte[]> action) {
    try (KeyValueIterator<Bytes, byte[]> entries = logged.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        action.accept(entry.key.get(), entry.value);
      }
    }
  }
}
