package io.winnow.errands;

import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A piece of unfinished work. Only the stream thread touches it.
 *
 * <p>The record goes along whole: what is forwarded from a tick has no record context, so that
 * timestamp and headers must be known here.
 */
final class PendingEntry<K extends @Nullable Object, V extends @Nullable Object> {
  private final String id;
  private final Record<K, V> record;
  private final int attempt;
  private final long since;

  private EntryState state = EntryState.BACKLOG;
  private @Nullable Flight<K, V, ?> flight;

  /**
   * @param attempt the one to run, counted from 1
   * @param since when it became pending, in milliseconds since the epoch
   */
  PendingEntry(String id, Record<K, V> record, int attempt, long since) {
    this.id = id;
    this.record = record;
    this.attempt = attempt;
    this.since = since;
  }

  String id() {
    return id;
  }

  Record<K, V> record() {
    return record;
  }

  int attempt() {
    return attempt;
  }

  long since() {
    return since;
  }

  EntryState state() {
    return state;
  }

  /** The same attempt, pending since another time. */
  PendingEntry<K, V> pendingSince(long time) {
    return new PendingEntry<>(id, record, attempt, time);
  }

  void takeOff(Flight<K, V, ?> with) {
    move(EntryState.BACKLOG, EntryState.IN_FLIGHT);
    flight = with;
  }

  void settle() {
    move(flight == null ? EntryState.BACKLOG : EntryState.IN_FLIGHT, EntryState.SETTLED);
    flight = null;
  }

  /** Gives up an attempt under way, if there is one: its answer will not be heard. */
  void ground() {
    if (flight != null) {
      move(EntryState.IN_FLIGHT, EntryState.BACKLOG);
      flight.cancel();
      flight = null;
    }
  }

  private void move(EntryState from, EntryState to) {
    if (state != from) {
      throw new IllegalStateException(
          "entry %s cannot become %s: it is %s, not %s".formatted(id, to, state, from));
    }
    state = to;
  }
}
