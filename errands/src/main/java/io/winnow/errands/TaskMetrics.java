package io.winnow.errands;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What one task contributes to {@link ErrandMetrics}. Written by its stream thread. */
final class TaskMetrics {
  private final ErrandMetrics metrics;
  private final Counter atHand;
  private final Counter completions;
  private final Counter retries;
  private final Counter deadLetters;
  private final Timer waits;

  private volatile int inFlight;
  private volatile int pending;
  private volatile long retriesWaiting;
  private volatile long oldestAgeMillis;

  TaskMetrics(
      ErrandMetrics metrics,
      Counter atHand,
      Counter completions,
      Counter retries,
      Counter deadLetters,
      Timer waits) {
    this.metrics = metrics;
    this.atHand = atHand;
    this.completions = completions;
    this.retries = retries;
    this.deadLetters = deadLetters;
    this.waits = waits;
  }

  void atHand() {
    atHand.increment();
  }

  void completed() {
    completions.increment();
  }

  void putOff(long waiting) {
    retries.increment();
    retriesWaiting = waiting;
  }

  void deadLetter() {
    deadLetters.increment();
  }

  void waited(long nanos) {
    waits.record(nanos, TimeUnit.NANOSECONDS);
  }

  void show(int flights, int entries, long waiting, long oldestMillis) {
    inFlight = flights;
    pending = entries;
    retriesWaiting = waiting;
    oldestAgeMillis = oldestMillis;
  }

  int inFlight() {
    return inFlight;
  }

  int pending() {
    return pending;
  }

  long retriesWaiting() {
    return retriesWaiting;
  }

  long oldestAgeMillis() {
    return oldestAgeMillis;
  }

  void close() {
    metrics.close(this);
  }
}
