package io.winnow.errands;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What an errand tells of itself, over all its tasks in this process, tagged {@code errand=name}
 * and nothing else. The meters exist while a task does. Any thread.
 */
final class ErrandMetrics {
  private static final String TAG = "errand";

  private final String errand;
  private final MeterRegistry registry;
  private final Set<TaskMetrics> tasks = ConcurrentHashMap.newKeySet();
  private final Set<Meter> meters = new HashSet<>();

  ErrandMetrics(String errand, MeterRegistry registry) {
    this.errand = errand;
    this.registry = registry;
  }

  synchronized TaskMetrics open() {
    if (tasks.isEmpty()) {
      registerGauges();
    }
    Timer waits =
        Timer.builder("errands.wait")
            .description("How long the stream thread waited for room, each time it had to")
            .tag(TAG, errand)
            .register(registry);
    meters.add(waits);
    TaskMetrics task =
        new TaskMetrics(
            this,
            counter("errands.at.hand", "Records decided upon at once"),
            counter("errands.completions", "Attempts that came back later"),
            counter("errands.retries", "Attempts put off to a later time"),
            counter("errands.dead.letters", "Records given up"),
            waits);
    tasks.add(task);
    return task;
  }

  private void registerGauges() {
    gauge("errands.in.flight", "Attempts under way", TaskMetrics::inFlight);
    gauge("errands.pending", "Pieces of work not settled nor put off", TaskMetrics::pending);
    gauge("errands.retries.waiting", "Pieces of work put off", TaskMetrics::retriesWaiting);
    meters.add(
        TimeGauge.builder(
                "errands.pending.oldest.age",
                tasks,
                TimeUnit.MILLISECONDS,
                all -> all.stream().mapToLong(TaskMetrics::oldestAgeMillis).max().orElse(0))
            .description("How long the oldest piece of work has been pending")
            .tag(TAG, errand)
            .strongReference(true)
            .register(registry));
  }

  synchronized void close(TaskMetrics task) {
    tasks.remove(task);
    if (tasks.isEmpty()) {
      meters.forEach(registry::remove);
      meters.clear();
    }
  }

  private void gauge(String name, String description, ToDoubleFunction<TaskMetrics> of) {
    meters.add(
        Gauge.builder(name, tasks, all -> all.stream().mapToDouble(of).sum())
            .description(description)
            .tag(TAG, errand)
            .strongReference(true)
            .register(registry));
  }

  private Counter counter(String name, String description) {
    Counter counter =
        Counter.builder(name).description(description).tag(TAG, errand).register(registry);
    meters.add(counter);
    return counter;
  }
}
