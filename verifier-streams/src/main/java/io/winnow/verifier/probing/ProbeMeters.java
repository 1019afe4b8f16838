package io.winnow.verifier.probing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What probing tells of itself, over all its tasks in this process. Any thread. */
final class ProbeMeters {
  private final MeterRegistry registry;
  private final Set<TaskMeters> tasks = ConcurrentHashMap.newKeySet();
  private final Set<Meter> meters = new HashSet<>();

  ProbeMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  synchronized TaskMeters open() {
    if (tasks.isEmpty()) {
      register();
    }
    TaskMeters task =
        new TaskMeters(
            this,
            counter(
                Counter.builder("winnow.probe.asked")
                    .description("mailboxes asked for, each time")),
            counter(
                Counter.builder("winnow.probe.reused")
                    .description("rows that had the answer of an earlier one")),
            counter(
                Counter.builder("winnow.probe.put.off")
                    .description("mailboxes to be asked again later, each time")));
    tasks.add(task);
    return task;
  }

  synchronized void close(TaskMeters task) {
    tasks.remove(task);
    if (tasks.isEmpty()) {
      meters.forEach(registry::remove);
      meters.clear();
    }
  }

  private void register() {
    gauge(
        Gauge.builder("winnow.probe.backlog", tasks, sum(TaskMeters::inLine))
            .description("rows that are asked as soon as their lane has room"));
    gauge(
        Gauge.builder("winnow.probe.under.way", tasks, sum(TaskMeters::underWay))
            .description("mailboxes being asked for"));
    gauge(
        Gauge.builder("winnow.probe.waiting", tasks, sum(TaskMeters::waiting))
            .description("rows to be asked again later"));
    gauge(
        Gauge.builder("winnow.probe.held", tasks, sum(TaskMeters::held))
            .description("rows that wait for another of their domain"));
    meters.add(
        TimeGauge.builder(
                "winnow.probe.oldest.age",
                tasks,
                TimeUnit.MILLISECONDS,
                all -> all.stream().mapToLong(TaskMeters::oldestAgeMillis).max().orElse(0))
            .description("how long the oldest row of the backlog has been there")
            .strongReference(true)
            .register(registry));
  }

  private void gauge(Gauge.Builder<Set<TaskMeters>> gauge) {
    meters.add(gauge.strongReference(true).register(registry));
  }

  private Counter counter(Counter.Builder builder) {
    Counter counter = builder.register(registry);
    meters.add(counter);
    return counter;
  }

  private static ToDoubleFunction<Set<TaskMeters>> sum(ToDoubleFunction<TaskMeters> of) {
    return all -> all.stream().mapToDouble(of).sum();
  }
}
