package io.winnow.sink.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import io.winnow.sink.fixtures.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileTest {
  private static final SliceId SLICE = new SliceId(new JobId(7), 3);

  @TempDir Path root;

  private final FaultyDisk disk = new FaultyDisk();

  @Test
  void aSealedFileHasItsContentItsSizeAndItsName() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    byte[] content = "row\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    long bytes = SealedFile.write(directory, disk, SLICE, out -> out.write(content));

    assertThat(bytes).isEqualTo(400_000);
    assertThat(root.resolve("jobs/7/slices/3.csv")).hasBinaryContent(content);
    assertThat(directory.sealedSlices(new JobId(7))).containsExactly(SLICE);
  }

  @Test
  void aSealedFileThatCannotBeWrittenLeavesNothingBehind() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    disk.fullAfter(10);

    assertThatThrownBy(
            () -> SealedFile.write(directory, disk, SLICE, out -> out.write(new byte[100])))
        .hasMessageContaining("No space left");

    try (Stream<Path> files = Files.list(root.resolve("jobs/7/slices"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void settlingDeletesTheOpenFilesOfThisSliceOfAllSinksAndNoOthers() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    SliceDirectory others = new SliceDirectory(root, new SinkId("b"));
    SealedFile.write(directory, disk, SLICE, out -> out.write(1));
    SliceId next = new SliceId(new JobId(7), 30);
    Files.createDirectories(root.resolve("jobs/7/open"));
    for (Path file :
        new Path[] {
          directory.ownOpenFile(SLICE),
          others.ownOpenFile(SLICE),
          others.temporaryFile(SLICE),
          others.ownOpenFile(next)
        }) {
      Files.createFile(file);
    }

    SealedFile.settle(directory, disk, SLICE);

    assertThat(directory.openSlices()).containsExactly(next);
    assertThat(others.temporaryFile(SLICE)).doesNotExist();
    assertThat(directory.isSealed(SLICE)).isTrue();
  }

  @Test
  void strangeFilesAreNoSlices() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    Files.createDirectories(root.resolve("jobs/7/open"));
    Files.createDirectories(root.resolve("jobs/lost+found/open"));
    for (String name : new String[] {"x.a.rows", ".rows", "1.a.rows.bak", "99999999999.a.rows"}) {
      Files.createFile(root.resolve("jobs/7/open").resolve(name));
    }
    Files.createFile(root.resolve("jobs/lost+found/open/1.a.rows"));
    Files.createFile(root.resolve("jobs/readme"));

    assertThat(directory.openSlices()).isEmpty();
  }

  @Test
  void aSecondSinkOfTheSameIdIsRefusedUntilTheFirstIsGone() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));

    try (DirectoryLock first = DirectoryLock.acquire(directory)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.acquire(directory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another sink with the id 'a'")
          .hasMessageContaining("winnow.sink.id");
      DirectoryLock.acquire(new SliceDirectory(root, new SinkId("b"))).close();
    }
    DirectoryLock.acquire(directory).close();
  }
}
