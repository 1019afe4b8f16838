package io.winnow.sink.filing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Status;
import io.winnow.sink.jobs.JobViews;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What filing tells of itself. */
final class FilingMetrics {
  private final Counter filed;
  private final Counter deadLetters;
  private final Timer sealing;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong lag = new AtomicLong();
  private final Map<Status, Counter> verdicts = new EnumMap<>(Status.class);
  private final Finish finish;

  FilingMetrics(JobViews jobs, MeterRegistry meters) {
    finish = new Finish(jobs, meters);
    for (Status status : Status.values()) {
      verdicts.put(
          status,
          Counter.builder("winnow.verdicts")
              .description("verdicts filed, those that came again included")
              .tag("status", status.wireName())
              .register(meters));
    }
    Gauge.builder("winnow.sink.lag", lag, AtomicLong::get)
        .description("rows with verdicts that are not taken from the topic yet")
        .register(meters);
    filed =
        Counter.builder("winnow.sink.rows.filed")
            .description("records of rows taken from the topic, those that came again included")
            .register(meters);
    deadLetters =
        Counter.builder("winnow.sink.dead.letters")
            .description("records that could not be filed")
            .register(meters);
    sealing =
        Timer.builder("winnow.sink.seal")
            .description("slices sealed, and how long each took")
            .publishPercentileHistogram()
            .register(meters);
    Gauge.builder("winnow.sink.slices.open", open, AtomicInteger::get)
        .description("slices that wait for rows here")
        .register(meters);
  }

  void filed(int rows) {
    filed.increment(rows);
  }

  /** A row came. */
  void verdict(Status status) {
    Counter counter = verdicts.get(status);
    if (counter != null) {
      counter.increment();
    }
  }

  /** Rows of a job came. */
  void filedOf(JobId job) {
    finish.filed(job);
  }

  void lag(long rows) {
    lag.set(rows);
  }

  void open(int slices) {
    open.set(slices);
  }

  Counter deadLetters() {
    return deadLetters;
  }

  Timer sealing() {
    return sealing;
  }
}
