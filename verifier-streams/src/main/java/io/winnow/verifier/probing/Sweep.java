package io.winnow.verifier.probing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Removes from a store what is worth nothing any more: once an hour, a little at a time. */
final class Sweep {
  /** There is nothing to sweep. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long PAUSE_MILLIS = 3_600_000;
  private static final int AT_A_TIME = 500;

  private final KeyValueStore<Bytes, byte[]> store;
  private final ToLongFunction<byte[]> worthlessFrom;
  private @Nullable Bytes from;
  private boolean anythingLeft;
  private long next;

  /**
   * @param worthlessFrom of a value, in ms since the epoch
   */
  Sweep(KeyValueStore<Bytes, byte[]> store, ToLongFunction<byte[]> worthlessFrom, long now) {
    this.store = store;
    this.worthlessFrom = worthlessFrom;
    this.next = now + PAUSE_MILLIS;
  }

  /** When there is something to do, in ms since the epoch. */
  long next() {
    return next;
  }

  /** Something was put into the store. */
  void dirtied(long now) {
    if (next == NEVER) {
      next = now + PAUSE_MILLIS;
    }
  }

  /** Does a little of it, if it is time. */
  void turn(long now) {
    if (now < next) {
      return;
    }
    List<Bytes> worthless = new ArrayList<>();
    int seen = 0;
    try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, null)) {
      while (entries.hasNext() && seen < AT_A_TIME) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        seen++;
        if (worthlessFrom.applyAsLong(entry.value) <= now) {
          worthless.add(entry.key);
        } else {
          anythingLeft = true;
        }
      }
      from = entries.hasNext() ? entries.peekNextKey() : null;
    }
    worthless.forEach(store::delete);
    if (from == null) {
      next = anythingLeft ? now + PAUSE_MILLIS : NEVER;
      anythingLeft = false;
    }
  }
}
