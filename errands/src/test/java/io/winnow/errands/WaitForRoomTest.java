package io.winnow.errands;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class WaitForRoomTest {
  private static final long NOW = 1_000_000;
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
    first.process("c");
    assertThat(waits().totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(100);
    long waits = waits().count();
    first.process("d");
    second.process("b");
    assertThat(waits().count()).isEqualTo(waits);

    first.commit();
    second.process("c");
    assertThat(waits().count()).isEqualTo(waits + 1);
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
  void aRetryDecidedUponWhileWaitingDoesNotComeEarly() {
    FullTask task = new FullTask(SETTINGS.withWaits(Duration.ofMinutes(1), Duration.ofMinutes(1)));
    task.commit();
    task.errand.retryFailures(Duration.ofSeconds(1));
    CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS)
        .execute(() -> task.errand.fail("a", new IOException("busy")));

    task.process("b");

    try (var waiting = task.retries.all()) {
      long due = ByteBuffer.wrap(waiting.next().key.get()).getLong();
      assertThat(due).isGreaterThanOrEqualTo(NOW + 1_000 + 20);
    }
  }

  @Test
  void theClockOfATaskCountsTheTimeItWaitedUntilKafkaReadsItAnew() {
    FakeTask task = new FakeTask(NOW);
    TaskClock clock = new TaskClock(task);

    clock.waited(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(clock.now()).isEqualTo(NOW + 500);

    task.advance(700);
    assertThat(clock.now()).isEqualTo(NOW + 700);
  }

  private Timer waits() {
    return registry.get("errands.wait").timer();
  }

  /** A task with as much in flight as it may have. */
  private final class FullTask {
    private final HandErrand errand = new HandErrand();
    private final KeyValueStore<Bytes, byte[]> retries =
        Stores.inMemoryKeyValueStore("lookup-retries").get();
    private final CommitStore<String, PendingEntry<String, String>> pending =
        new CommitStore<>(
            Stores.inMemoryKeyValueStore("lookup-pending").get(),
            GroupedEntries::new,
            Serdes.String(),
            new PendingEntrySerde<>(Serdes.String(), Serdes.String()));
    private final ErrandProcessor<String, String, String, String, String> processor;

    FullTask() {
      this(SETTINGS);
    }

    FullTask(ErrandSettings settings) {
      processor =
          new ErrandProcessor<>(settings, errand, Serdes.String(), Serdes.String(), metrics);
      processor.init(new FakeTask(NOW, pending, retries));
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
