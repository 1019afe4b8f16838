package io.winnow.sink.filing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import io.winnow.sink.fixtures.FakeKafka;
import io.winnow.sink.fixtures.MortalDisk;
import io.winnow.sink.fixtures.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sinks that are killed at any step of what they do with the disk, and whose successors, of the
 * same name or another, go on with what is there.
 */
class KilledSinkTest extends FilingFixture {
  private static final int KILLS = 50;
  private static final int MOST_STEPS = 25;
  private static final long[] JOBS = {7, 8, 9};
  private static final int ROWS = 120;

  private record Row(long job, long number) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 4711})
  void filesAreTheSameHoweverOftenTheirSinksAreKilled(long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (long job : JOBS) {
      jobs.put(Samples.job(job, ROWS));
      LongStream.range(0, ROWS).forEach(row -> rows.add(new Row(job, row)));
    }
    Collections.shuffle(rows, random);

    int delivered = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int until = (kill + 1) * rows.size() / KILLS;
      for (; delivered < until; delivered++) {
        deliver(rows.get(delivered));
      }
      liveAndDie(new MortalDisk(1 + random.nextInt(MOST_STEPS), random), random);
    }
    start(random, new MortalDisk(Integer.MAX_VALUE, random));

    for (long job : JOBS) {
      awaitAnnouncedLast(job, seed);
      assertThat(resultOf(new SliceId(new JobId(job), 0)))
          .as("job %d, seed %d", job, seed)
          .isEqualTo(LongStream.range(0, ROWS).mapToObj(Samples::line).collect(joining()));
    }
    await().until(() -> openFiles().isEmpty());
    assertThat(kafka.announced())
        .as("seed %d", seed)
        .allSatisfy(event -> assertThat(event.counts()).isEqualTo(counts(ROWS)));
  }

  private void liveAndDie(MortalDisk disk, Random random) {
    Filing filing = start(random, disk);
    // what has nothing left to do does not come to its last step
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> disk.dead() || isIdle(filing));
    started.remove(filing);
    filing.close();
  }

  private boolean isIdle(Filing filing) {
    for (int partition = 0; partition < FakeKafka.PARTITIONS; partition++) {
      if (kafka.committed(partition) < kafka.end(partition)) {
        return false;
      }
    }
    return filing.notReady().isEmpty();
  }

  private Filing start(Random random, MortalDisk disk) {
    FilingSettings settings =
        new FilingSettings(2, Duration.ofMillis(2), 7, 2, Duration.ofMillis(1));
    return start(random.nextBoolean() ? "a" : "b", kafka.member(0, 1), settings, disk);
  }

  private void deliver(Row row) {
    SliceId slice = SliceId.ofRow(new JobId(row.job()), row.number());
    kafka.append(
        FilingSession.partitionOf(slice, FakeKafka.PARTITIONS),
        slice.key(),
        Samples.bytes(row.job(), row.number()));
  }

  private void awaitAnnouncedLast(long job, long seed) {
    await()
        .untilAsserted(
            () ->
                assertThat(kafka.announced())
                    .as("seed %d", seed)
                    .anyMatch(event -> event.job().value() == job));
  }
}
