package io.winnow.sink.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.sink.fixtures.FaultyDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
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
  void whatIsReadIsWhatWasSealedFromAnyPosition() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    byte[] content = new byte[2 * Checksums.BLOCK_BYTES + 5];
    new Random(5).nextBytes(content);
    SealedFile.write(directory, disk, SLICE, out -> out.write(content));

    for (int from : new int[] {0, 1, Checksums.BLOCK_BYTES, content.length - 1, content.length}) {
      try (SealedInput sealed = SealedInput.open(directory, SLICE)) {
        sealed.seek(from);
        assertThat(sealed.readAllBytes())
            .isEqualTo(Arrays.copyOfRange(content, from, content.length));
        assertThat(sealed.read()).isEqualTo(-1);
      }
    }
    assertThat(directory.sealedBytes(SLICE)).hasValue(content.length);
  }

  @Test
  void noDamagedByteIsEverHandedOut() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    byte[] content = "row\n".repeat(Checksums.BLOCK_BYTES / 2).getBytes(StandardCharsets.UTF_8);
    SealedFile.write(directory, disk, SLICE, out -> out.write(content));
    byte[] damaged = content.clone();
    damaged[Checksums.BLOCK_BYTES + 17] ^= 4;
    Files.write(directory.sealedFile(SLICE), damaged);

    ByteArrayOutputStream served = new ByteArrayOutputStream();
    try (SealedInput sealed = SealedInput.open(directory, SLICE)) {
      assertThatThrownBy(() -> sealed.transferTo(served))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining("slice 3 of job 7 is damaged", "winnow rebuild");
    }

    assertThat(served.toByteArray()).isEqualTo(Arrays.copyOf(content, Checksums.BLOCK_BYTES));
    assertThat(directory.damaged()).isEqualTo(1);
  }

  @Test
  void aFileOfAnotherSizeOrWithoutItsChecksumsIsDamagedBeforeItIsRead() throws IOException {
    SliceDirectory directory = new SliceDirectory(root, new SinkId("a"));
    SealedFile.write(directory, disk, SLICE, out -> out.write(new byte[100]));
    Path file = directory.sealedFile(SLICE);
    Path checksums = directory.checksumsFile(SLICE);
    byte[] good = Files.readAllBytes(checksums);

    for (int size : new int[] {0, 99, 101}) {
      Files.write(file, new byte[size]);
      assertDamaged(directory, "bytes, not 100");
    }
    Files.write(file, new byte[100]);
    for (int at = 0; at < good.length; at++) {
      byte[] damaged = good.clone();
      damaged[at]++;
      Files.write(checksums, damaged);
      assertDamaged(directory, "checksums are not readable");
    }
    Files.write(checksums, Arrays.copyOf(good, 3));
    assertDamaged(directory, "checksums are not readable");
    Files.delete(checksums);
    assertDamaged(directory, "checksums are missing");

    Files.write(checksums, good);
    assertThat(directory.sealedBytes(SLICE)).hasValue(100);
  }

  private static void assertDamaged(SliceDirectory directory, String how) {
    assertThatThrownBy(() -> directory.sealedBytes(SLICE))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining(how);
  }

  @Test
  void filesAndFoldersAreTheirOwnersAlone() throws IOException {
    assumeThat(root.getFileSystem().supportedFileAttributeViews()).contains("posix");
    SliceDirectory directory = new SliceDirectory(root.resolve("results"), new SinkId("a"));
    DirectoryLock.acquire(directory).close();
    try (OpenFiles files = new OpenFiles(directory, disk, 1)) {
      OpenSlice.load(directory, files, SLICE).append(150_000, Reason.NULL_MX, false, new byte[1]);
      files.write();
    }
    SealedFile.write(directory, disk, SLICE, out -> out.write(1));

    try (Stream<Path> all = Files.walk(directory.root())) {
      assertThat(all)
          .hasSize(9)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .endsWith("------"));
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

  @Test
  void whoWantsNoSinkThereIsToldWhichOnesAreAndKeepsThemOut() throws IOException {
    SliceDirectory a = new SliceDirectory(root, new SinkId("a"));
    SliceDirectory b = new SliceDirectory(root, new SinkId("b"));
    SliceDirectory rebuild = new SliceDirectory(root, SinkId.REBUILD);
    DirectoryLock.acquire(new SliceDirectory(root, new SinkId("gone"))).close();

    try (DirectoryLock first = DirectoryLock.acquire(a);
        DirectoryLock second = DirectoryLock.acquire(b)) {
      assertThat(first).isNotSameAs(second);
      assertThatThrownBy(() -> DirectoryLock.acquireAlone(rebuild))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("works the sink 'a', and the sink 'b' ")
          .hasMessageContaining("stop all sinks");
    }

    try (DirectoryLock alone = DirectoryLock.acquireAlone(rebuild)) {
      assertThat(alone).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.acquire(a)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> DirectoryLock.acquire(new SliceDirectory(root, new SinkId("new"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("are being rebuilt (somebody holds sink.rebuild.lock)");
      assertThatThrownBy(() -> DirectoryLock.acquireAlone(rebuild)).isInstanceOf(IOException.class);
    }
    DirectoryLock.acquire(a).close();
  }
}
