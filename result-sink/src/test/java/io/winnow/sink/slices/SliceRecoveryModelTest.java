package io.winnow.sink.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Verdict;
import io.winnow.sink.fixtures.FaultyDisk;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.results.ResultForm;
import io.winnow.sink.results.ResultLines;
import io.winnow.sink.results.SealedCounts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to the sinks that file a slice, its sealed file is the same as if nothing had.
 * The model knows of a topic and its committed offset only: what a crash may take is what was never
 * committed.
 */
class SliceRecoveryModelTest {
  private static final ResultForm FORM = new ResultForm(Samples.LAYOUT, false);
  private static final SliceId SLICE = new SliceId(new JobId(7), 1);

  private static final List<Reason> REASONS = List.of(Reason.values());

  @TempDir Path root;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aSliceIsSealedTheSameWhateverHappensToItsSinks(long seed) throws IOException {
    Random random = new Random(seed);
    int rows = 1 + random.nextInt(40);
    World disturbed = new World(root.resolve("disturbed"), random, rows);
    byte[] undisturbed = expected(disturbed.topic, rows);

    for (int step = 0; step < 60; step++) {
      disturbed.step();
    }
    disturbed.finish();

    assertThat(disturbed.slice.has(rows)).as("all rows are there, seed %d", seed).isTrue();
    assertThat(disturbed.slice.counts()).as("counts, seed %d", seed).isEqualTo(counts(disturbed));
    assertThat(disturbed.seal()).as("sealed bytes, seed %d", seed).isEqualTo(undisturbed);
    assertThat(disturbed.directory.openSlices()).isEmpty();
  }

  private byte[] expected(List<AddressVerified> topic, int rows) throws IOException {
    World calm = new World(root.resolve("calm"), topic, rows);
    calm.finish();
    return calm.seal();
  }

  private static SliceCounts counts(World world) {
    Map<Long, Reason> reasons = new HashMap<>();
    world.topic.forEach(row -> reasons.put(row.row(), row.verdict().reason()));
    Map<Reason, Integer> byReason = new EnumMap<>(Reason.class);
    reasons.values().forEach(reason -> byReason.merge(reason, 1, Integer::sum));
    return new SliceCounts(byReason);
  }

  /** Sinks that own the slice in turn, over one directory and one topic. */
  private static final class World {
    private final Path root;
    private final Random random;
    private final List<AddressVerified> topic;
    private final int rows;
    private final FaultyDisk disk = new FaultyDisk();
    private SliceDirectory directory;
    private OpenFiles files;
    private OpenSlice slice;
    private int read;
    private int committed;
    private long certainBytes;

    World(Path root, Random random, int rows) throws IOException {
      this(root, random, topic(random, rows), rows);
    }

    World(Path root, List<AddressVerified> topic, int rows) throws IOException {
      this(root, new Random(0), topic, rows);
    }

    private World(Path root, Random random, List<AddressVerified> topic, int rows)
        throws IOException {
      this.root = root;
      this.random = random;
      this.topic = topic;
      this.rows = rows;
      takeOver("a");
    }

    /** All rows in some order, some of them twice. */
    private static List<AddressVerified> topic(Random random, int rows) {
      List<AddressVerified> topic = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        long row = SLICE.firstRow() + i;
        String name = "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 100_000 : 300));
        Verdict verdict = Verdict.of(REASONS.get(random.nextInt(REASONS.size())));
        String address = i + "@example.com";
        topic.add(
            new AddressVerified(SLICE.job(), row, verdict, address, 1, List.of(name, "\"City\"")));
        if (random.nextInt(8) == 0) {
          topic.add(topic.getLast());
        }
      }
      Collections.shuffle(topic, random);
      return topic;
    }

    void step() throws IOException {
      try {
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> deliver(1 + random.nextInt(8));
          case 3, 4 -> files.write();
          case 5, 6 -> commit();
          case 7 -> crash();
          case 8 -> {
            commit();
            files.close();
            takeOver(random.nextBoolean() ? "a" : "b");
          }
          default -> {
            disk.fullAfter(random.nextInt(50_000));
            disk.refuseToForce(random.nextBoolean());
          }
        }
      } catch (IOException e) {
        disk.heal();
        files.rollBack();
        takeOver(directory.sink().value());
      }
    }

    void finish() throws IOException {
      disk.heal();
      deliver(topic.size());
      commit();
    }

    private void deliver(int records) throws IOException {
      for (int i = 0; i < records && read < topic.size(); i++) {
        AddressVerified row = topic.get(read);
        slice.append(row.row(), row.verdict().reason(), false, Samples.bytes(row));
        read++;
      }
    }

    private void commit() throws IOException {
      files.write();
      files.force();
      committed = read;
      certainBytes = ownBytes();
    }

    /** The machine dies: of what was written since the last commit, any part may be on disk. */
    private void crash() throws IOException {
      files.close();
      Path file = directory.ownOpenFile(SLICE);
      if (Files.exists(file)) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(certainBytes + random.nextLong(channel.size() - certainBytes + 1));
        }
        byte[] garbage = new byte[random.nextInt(40)];
        random.nextBytes(garbage);
        Files.write(file, garbage, StandardOpenOption.APPEND);
      }
      takeOver(directory.sink().value());
    }

    private void takeOver(String sink) throws IOException {
      disk.heal();
      directory = new SliceDirectory(root, new SinkId(sink));
      files = new OpenFiles(directory, disk, 1);
      slice = OpenSlice.load(directory, files, SLICE);
      read = committed;
      certainBytes = ownBytes();
    }

    private long ownBytes() throws IOException {
      Path file = directory.ownOpenFile(SLICE);
      return Files.exists(file) ? Files.size(file) : 0;
    }

    byte[] seal() throws IOException {
      RowCounts counts = new RowCounts();
      try (SliceRows filed = SliceRows.read(directory, SLICE)) {
        SealedFile.write(
            directory, disk, SLICE, out -> ResultLines.rows(filed, rows, FORM, counts, out));
      }
      assertThat(SealedCounts.of(directory.sealedFile(SLICE), FORM))
          .hasValue(counts.soFar())
          .hasValue(slice.counts());
      SealedFile.settle(directory, disk, SLICE);
      files.close();
      return Files.readAllBytes(directory.sealedFile(SLICE));
    }
  }
}
