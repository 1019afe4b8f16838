package io.winnow.errands;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * The wall-clock punctuation, scheduled only while there is something to wait for: Kafka Streams
 * commits after every punctuation, also one that did nothing, so that a tick left running would
 * commit for ever. Stream thread only.
 */
final class Ticker {
  private enum Pace {
    /** Nothing to wait for. */
    STOPPED,
    /** Answers may come: every tick. */
    FAST,
    /** A due time is all there is: once, at that time. */
    ONCE
  }

  private final ProcessorContext<?, ?> context;
  private final Duration tick;
  private final Runnable action;
  private Pace pace = Pace.STOPPED;
  private long due;
  private @Nullable Cancellable scheduled;

  Ticker(ProcessorContext<?, ?> context, Duration tick, Runnable action) {
    this.context = context;
    this.tick = tick;
    this.action = action;
  }

  boolean isFast() {
    return pace == Pace.FAST;
  }

  void fast() {
    if (pace != Pace.FAST) {
      schedule(Pace.FAST, tick);
    }
  }

  /**
   * @param at in milliseconds since the epoch
   */
  void once(long at, long now) {
    if (pace != Pace.ONCE || due != at) {
      due = at;
      schedule(Pace.ONCE, Duration.ofMillis(Math.max(1, at - now)));
    }
  }

  void stop() {
    if (scheduled != null) {
      scheduled.cancel();
      scheduled = null;
    }
    pace = Pace.STOPPED;
  }

  private void schedule(Pace next, Duration interval) {
    stop();
    pace = next;
    scheduled = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, time -> ring());
  }

  private void ring() {
    if (pace == Pace.ONCE) {
      stop();
    }
    action.run();
  }
}
