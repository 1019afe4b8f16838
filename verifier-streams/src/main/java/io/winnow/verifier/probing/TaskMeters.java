package io.winnow.verifier.probing;

import io.micrometer.core.instrument.Counter;

/** What one task contributes to {@link ProbeMeters}. Written by its stream thread. */
final class TaskMeters {
  private final ProbeMeters meters;
  private final Counter asked;
  private final Counter reused;
  private final Counter putOff;

  private volatile int inLine;
  private volatile int underWay;
  private volatile long waiting;
  private volatile int held;
  private volatile long oldestAgeMillis;

  TaskMeters(ProbeMeters meters, Counter asked, Counter reused, Counter putOff) {
    this.meters = meters;
    this.asked = asked;
    this.reused = reused;
    this.putOff = putOff;
  }

  void asked() {
    asked.increment();
  }

  void reused() {
    reused.increment();
  }

  void putOff() {
    putOff.increment();
  }

  void show(int rowsInLine, int flights, long rowsWaiting, int rowsHeld, long oldestAge) {
    inLine = rowsInLine;
    underWay = flights;
    waiting = rowsWaiting;
    held = rowsHeld;
    oldestAgeMillis = oldestAge;
  }

  int inLine() {
    return inLine;
  }

  int underWay() {
    return underWay;
  }

  long waiting() {
    return waiting;
  }

  int held() {
    return held;
  }

  long oldestAgeMillis() {
    return oldestAgeMillis;
  }

  void close() {
    meters.close(this);
  }
}
