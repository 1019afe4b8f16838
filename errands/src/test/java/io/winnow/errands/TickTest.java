package io.winnow.errands;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each tick costs a commit, so there must be no needless one. */
class TickTest {
  private static final long START = 1_000_000;
  private static final ErrandSettings SETTINGS = ErrandSettings.of("lookup", ErrandDriver.DEAD);

  private int ticks;
  private final HandErrand errand = new HandErrand();
  private final CommitStore<String, PendingEntry<String, String>> pending =
      new CommitStore<>(
          Stores.inMemoryKeyValueStore("lookup-pending").get(),
          GroupedEntries::new,
          Serdes.String(),
          new PendingEntrySerde<>(Serdes.String(), Serdes.String()));
  private final FakeTask task =
      new FakeTask(START, pending, Stores.inMemoryKeyValueStore("lookup-retries").get());
  private final ErrandProcessor<String, String, String, String, String> processor =
      new ErrandProcessor<>(
          SETTINGS,
          errand,
          Serdes.String(),
          Serdes.String(),
          new ErrandMetrics("lookup", new SimpleMeterRegistry()));

  @BeforeEach
  void init() {
    processor.init(task);
  }

  @Test
  void anIdleTaskHasNoTick() {
    assertThat(task.nextPunctuation()).isEmpty();
  }

  @Test
  void anAnswerAtHandNeedsNoTick() {
    errand.prepare("a", "yes");
    process("a");

    assertThat(task.nextPunctuation()).isEmpty();
  }

  @Test
  void pendingWorkIsLookedAfterEveryTickUntilItIsSettled() {
    process("a");
    assertThat(task.nextPunctuation()).contains(START + 10);
    task.advance(10);
    assertThat(task.nextPunctuation()).contains(START + 20);

    errand.answer("a", "yes");
    task.advance(10);

    assertThat(task.nextPunctuation()).isEmpty();
  }

  @Test
  void aTaskThatWaitsForARetryOnlyTicksWhenThatIsDue() {
    errand.retryFailures(Duration.ofHours(1));
    process("a");
    errand.fail("a", new IOException("greylisted"));
    task.advance(10);

    assertThat(task.nextPunctuation()).contains(START + 10 + 3_600_000);
  }

  @Test
  void aRetryDueSoonerBringsTheTickForward() {
    errand.prepareFailure("a", new IOException("greylisted"));
    errand.retryFailures(Duration.ofHours(1));
    process("a");
    errand.prepareFailure("b", new IOException("busy"));
    errand.retryFailures(Duration.ofSeconds(5));
    process("b");

    assertThat(task.nextPunctuation()).contains(START + 5_000);
  }

  @Test
  void aClosedTaskHasNoTick() {
    process("a");
    processor.close();

    assertThat(task.nextPunctuation()).isEmpty();
  }

  @Test
  void aTickForADueTimeComesOnce() {
    Ticker ticker = new Ticker(task, Duration.ofMillis(10), () -> ticks++);

    ticker.once(START + 100, START);
    task.advance(100);

    assertThat(ticks).isEqualTo(1);
    assertThat(task.nextPunctuation()).isEmpty();
  }

  private void process(String id) {
    processor.process(new Record<>(id, "v", 0));
  }
}
