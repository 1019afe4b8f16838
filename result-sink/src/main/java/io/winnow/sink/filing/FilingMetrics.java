package io.winnow.sink.filing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

/** What filing tells of itself. */
final class FilingMetrics {
  private final Counter filed;
  private final Counter deadLetters;
  private final Timer sealing;
  private final AtomicInteger open = new AtomicInteger();

  FilingMetrics(MeterRegistry meters) {
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
