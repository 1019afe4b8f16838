package io.winnow.errands;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class WaitForRoomTest {
  private static final ErrandSettings SETTINGS =
      ErrandSettings.of("lookup", ErrandDriver.DEAD)
          .withMaxInFlight(1)
          .withWaits(Duration.ofMillis(60), Duration.ofMillis(100));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ErrandMetrics metrics = new ErrandMetrics("lookup", registry);

  @Test
  void theTasksOfAThreadShareOneAllowanceUntilTheNextCommit() {
    FullTask first = new FullTask();
    FullTask second = new FullTask();
    first.commit();

    first.process("b");
    assertThat(waits().count()).isEqualTo(1);
    assertThat(waits().totalTime(TimeUnit.MILLISECONDS)).isBetween(60.0, 99.0);
    second.process("b");
    assertThat(waits().count()).isEqualTo(2);
    assertThat(waits().totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(100.0);

    first.process("c");
    second.process("c");
    assertThat(waits().count()).isEqualTo(2);

    first.commit();
    second.process("d");
    assertThat(waits().count()).isEqualTo(3);
  }

  @Test
  void anInterruptedThreadDoesNotWait() {
    FullTask task = new FullTask();
    task.commit();

    Thread.currentThread().interrupt();
    try {
      task.process("b");
      assertThat(waits().count()).isZero();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void theClockOfATaskCountsTheTimeItWaitedUntilKafkaReadsItAnew() {
    FakeTask task = new FakeTask(1_000);
    TaskClock clock = new TaskClock(task);

    clock.waited(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(clock.now()).isEqualTo(1_500);

    task.advance(700);
    assertThat(clock.now()).isEqualTo(1_700);
  }

  private Timer waits() {
    return registry.get("errands.wait").timer();
  }

  /** A task with as much in flight as it may have. */
  private final class FullTask {
    private final CommitStore<String, PendingEntry<String, String>> pending =
        new CommitStore<>(
            Stores.inMemoryKeyValueStore("lookup-pending").get(),
            Serdes.String(),
            new PendingEntrySerde<>(Serdes.String(), Serdes.String()));
    private final ErrandProcessor<String, String, String, String, String> processor =
        new ErrandProcessor<>(
            SETTINGS, new HandErrand(), Serdes.String(), Serdes.String(), metrics);

    FullTask() {
      processor.init(
          new FakeTask(1_000, pending, Stores.inMemoryKeyValueStore("lookup-retries").get()));
      process("a");
    }

    void process(String id) {
      processor.process(new Record<>(id, "v", 0));
    }

    void commit() {
      pending.flushCache();
    }
  }
}
