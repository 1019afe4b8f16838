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
import java.util.Arrays;
import java.util.BitSet;
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
    everyInterleaving(false);
  }

  /** Duplicates travel with the row that they repeat, and have verdicts before they are loaded. */
  @Test
  void alsoWhenDuplicatesRideAhead() throws IOException {
    everyInterleaving(true);
  }

  private static void everyInterleaving(boolean riding) throws IOException {
    for (long seed = 0; seed < INTERLEAVINGS; seed++) {
      try {
        new World(new Random(seed), riding).run();
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

    /** Whether rows may have verdicts that are not loaded. */
    private final boolean riding;

    // the sink and the counting
    private final BitSet verdicts = new BitSet();
    private long coming;

    /** By slice: rows in its file, 0 when it has none. */
    private final int[] filed;

    private boolean failed;
    private boolean deleteAsked;
    private @Nullable JobState end;

    World(Random random, boolean riding) {
      this.random = random;
      this.riding = riding;
      this.rows =
          1 + random.nextInt(3) * (SliceId.ROWS / 2L) + random.nextInt(3) * (long) SliceId.ROWS;
      this.coming = rows;
      filed = new int[SliceId.countFor(rows)];
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
        switch (random.nextInt(21)) {
          case 0, 1, 2, 3 -> load();
          case 4, 5, 6, 7, 8 -> count(random.nextInt(filed.length));
          case 9, 10, 11, 12 -> seal(random.nextInt(filed.length));
          case 13 -> cancel();
          case 14 -> askToDelete();
          case 15 -> fail();
          case 16, 17 -> stop();
          case 18 -> repeat();
          case 19 -> restart();
          case 20 -> hear();
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

    /** The sink learns how many rows are to come, when it comes to that. */
    private void hear() {
      coming = account.view(NOW).comingRows();
    }

    private void count(int slice) {
      SliceId id = new SliceId(JOB, slice);
      int there = id.rowsIn(riding && loaded > 0 ? rows : loaded);
      if (there > 0) {
        int first = Math.toIntExact(id.firstRow());
        int from = random.nextBoolean() ? first : first + random.nextInt(there);
        int most = first + there - from;
        verdicts.set(from, from + (random.nextInt(4) == 0 ? most : 1 + random.nextInt(most)));
      }
      tell(slice);
    }

    /** Rows of the slice that have a verdict, as far as the sink knows that they are to come. */
    private int counted(int slice) {
      int first = Math.toIntExact(new SliceId(JOB, slice).firstRow());
      return verdicts.get(first, first + new SliceId(JOB, slice).rowsIn(coming)).cardinality();
    }

    private static SliceCounts counts(int rows) {
      return new SliceCounts(Map.of(Reason.NULL_MX, rows));
    }

    private void tell(int slice) {
      int rows = filed[slice] > 0 ? filed[slice] : counted(slice);
      if (rows > 0) {
        account.tallied(slice, counts(rows));
        account.advance(NOW);
      }
    }

    /**
     * A slice is filed when it has all rows that are to come, as far as the sink knows; its counts
     * may be known later.
     */
    private void seal(int slice) {
      int there = new SliceId(JOB, slice).rowsIn(coming);
      if (filed[slice] == 0 && there > 0 && counted(slice) == there) {
        filed[slice] = there;
      }
      if (filed[slice] > 0) {
        account.sealed(slice, riding || random.nextBoolean() ? counts(filed[slice]) : null);
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
      int slice = random.nextInt(filed.length);
      if (filed[slice] > 0) {
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
          assertThat(job.processed()).as("verdicts").isEqualTo(job.comingRows());
          assertThat(job.loaded()).isEqualTo(job.comingRows());
          assertThat(job.sealedSlices()).as("files").isEqualTo(job.slices());
          assertThat(Arrays.stream(filed).limit(job.slices()).sum())
              .as("rows in files")
              .isEqualTo(Math.toIntExact(job.comingRows()));
          if (riding) {
            assertThat(job.comingRows()).isBetween(loaded, rows);
          } else {
            assertThat(job.comingRows()).isEqualTo(loaded);
          }
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
      hear();
      verdicts.set(0, Math.toIntExact(loaded));
      for (int slice = 0; slice < filed.length; slice++) {
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
