package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Submission;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A gateway that loads, a verifier and a sink that follow, and somebody who cancels or deletes, in
 * any order and with repetitions: the books come to the one end that is right.
 */
class JobAccountModelTest {
  private static final int INTERLEAVINGS = 5_000;
  private static final JobId JOB = new JobId(5);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void whateverHappensWhenTheJobEndsAsItShould() throws IOException {
    for (long seed = 0; seed < INTERLEAVINGS; seed++) {
      try {
        new World(new Random(seed)).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("interleaving of seed " + seed, e);
      }
    }
  }

  private static final class World {
    private final Random random;
    private final long rows;
    private JobAccount account;

    // the gateway
    private long loaded;
    private boolean stopAsked;
    private boolean stopped;

    // the sink and the counting, by slice
    private final int[] counted;
    private final boolean[] sealed;

    private boolean failed;
    private boolean deleteAsked;
    private @Nullable JobState end;

    World(Random random) {
      this.random = random;
      this.rows =
          1 + random.nextInt(3) * (SliceId.ROWS / 2L) + random.nextInt(3) * (long) SliceId.ROWS;
      int slices = SliceId.countFor(rows);
      counted = new int[slices];
      sealed = new boolean[slices];
      account =
          new JobAccount(
              new Submission(
                  1,
                  JOB,
                  "nonce",
                  "default",
                  "list",
                  Level.DNS,
                  new ListLayout(List.of("email"), 0, ",", true),
                  rows,
                  NOW),
              rows,
              NOW);
    }

    void run() throws IOException {
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(20)) {
          case 0, 1, 2, 3 -> load();
          case 4, 5, 6, 7, 8 -> count(random.nextInt(counted.length));
          case 9, 10, 11, 12 -> seal(random.nextInt(sealed.length));
          case 13 -> cancel();
          case 14 -> askToDelete();
          case 15 -> fail();
          case 16, 17 -> stop();
          case 18 -> repeat();
          case 19 -> restart();
          default -> throw new AssertionError();
        }
        look();
      }
      finish();
    }

    private void load() {
      if (!stopped && !failed && loaded < rows) {
        loaded = Math.min(rows, loaded + 1 + random.nextInt(30_000));
        account.loadedUpTo(loaded);
        account.advance(NOW);
      }
    }

    private void stop() {
      if (stopAsked && !stopped && !failed && loaded < rows) {
        stopped = true;
        account.loadingStopped(loaded);
        account.advance(NOW);
      }
    }

    private void count(int slice) {
      int there = new SliceId(JOB, slice).rowsIn(loaded);
      if (counted[slice] < there) {
        counted[slice] += 1 + random.nextInt(there - counted[slice]);
      }
      tell(slice);
    }

    private static SliceCounts counts(int rows) {
      return new SliceCounts(Map.of(Reason.NULL_MX, rows));
    }

    private void tell(int slice) {
      if (counted[slice] > 0) {
        account.tallied(slice, counts(counted[slice]));
        account.advance(NOW);
      }
    }

    /**
     * A slice is sealed when it has all rows that will ever come; its counts may be known later.
     */
    private void seal(int slice) {
      long coming = stopped ? loaded : rows;
      int there = new SliceId(JOB, slice).rowsIn(coming);
      if (there > 0 && there == new SliceId(JOB, slice).rowsIn(loaded)) {
        sealed[slice] = true;
        account.sealed(slice, random.nextBoolean() ? counts(there) : null);
        account.advance(NOW);
      }
    }

    private void cancel() {
      stopAsked = true;
      account.cancelRequested();
      account.advance(NOW);
    }

    private void askToDelete() {
      stopAsked = true;
      deleteAsked = true;
      account.deletionRequested();
      account.advance(NOW);
    }

    private void fail() {
      if (random.nextInt(10) == 0) {
        failed = true;
        account.failed(new Job.Failure("row_too_large", "no"), NOW);
        account.advance(NOW);
      }
    }

    private void repeat() {
      account.loadedUpTo(random.nextLong(loaded + 1));
      int slice = random.nextInt(sealed.length);
      if (sealed[slice]) {
        account.sealed(slice, null);
      }
      if (stopped) {
        account.loadingStopped(loaded);
      }
      account.advance(NOW);
    }

    /** The books as the store has them. */
    private void restart() throws IOException {
      account = Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(account), JobAccount.class);
    }

    private void look() {
      JobState state = account.state();
      if (end != null) {
        assertThat(state).as("an end is an end").isEqualTo(end);
      } else if (state.terminal()) {
        end = state;
        Job job = account.view(NOW);
        if (state != JobState.FAILED) {
          assertThat(job.processed()).as("verdicts").isEqualTo(loaded).isEqualTo(job.comingRows());
          assertThat(job.sealedSlices()).as("files").isEqualTo(job.slices());
        }
      }
      assertThat(account.isToGo()).isEqualTo(deleteAsked && state.terminal());
    }

    /** Everybody does what remains, and the job must not be left where it is. */
    private void finish() {
      while (!failed && !stopped && loaded < rows) {
        if (stopAsked) {
          stop();
        } else {
          load();
        }
      }
      for (int slice = 0; slice < sealed.length; slice++) {
        counted[slice] = new SliceId(JOB, slice).rowsIn(loaded);
        tell(slice);
        seal(slice);
      }
      look();
      assertThat(account.state().terminal()).as("%s has come to an end", account.state()).isTrue();
      if (!failed) {
        assertThat(account.state())
            .isIn(
                stopAsked
                    ? List.of(JobState.CANCELLED, JobState.COMPLETED)
                    : List.of(JobState.COMPLETED));
      }
    }
  }
}
