package io.winnow.errands;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * The wall-clock punctuation, scheduled only while there is something to wait for: Kafka Streams
 * commits after every punctuation, also one that did nothing, so that a tick left running would
 * commit for ever. Belongs to one task: its stream thread only.
 */
public final class Ticker {
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

  /**
   * @param tick from one tick to the next while answers may come
   * @param action what a tick does; it may call this ticker
   */
  public Ticker(ProcessorContext<?, ?> context, Duration tick, Runnable action) {
    this.context = context;
    this.tick = tick;
    this.action = action;
  }

  /** Whether it ticks at its shortest interval. */
  public boolean isFast() {
    return pace == Pace.FAST;
  }

  /** From now on at its shortest interval. */
  public void fast() {
    if (pace != Pace.FAST) {
      schedule(Pace.FAST, tick);
    }
  }

  /**
   * Once and then no more.
   *
   * @param at in milliseconds since the epoch
   */
  public void once(long at, long now) {
    if (pace != Pace.ONCE || due != at) {
      due = at;
      schedule(Pace.ONCE, Duration.ofMillis(Math.max(1, at - now)));
    }
  }

  /** No more. */
  public void stop() {
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
