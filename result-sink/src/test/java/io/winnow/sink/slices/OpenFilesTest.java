package io.winnow.sink.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.sink.fixtures.FaultyDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
  private static final JobId JOB = new JobId(7);
  private static final SliceId SLICE = new SliceId(JOB, 0);

  @TempDir Path root;

  private final FaultyDisk disk = new FaultyDisk();
  private SliceDirectory directory;
  private OpenFiles files;

  @BeforeEach
  void open() {
    directory = new SliceDirectory(root, new SinkId("a"));
    files = new OpenFiles(directory, disk, 2);
  }

  @Test
  void rowsAreInTheFileAfterTheyAreWrittenAndNotBefore() throws IOException {
    OpenSlice slice = OpenSlice.load(directory, files, SLICE);

    slice.append(3, Reason.NULL_MX, false, value("three"));
    assertThat(directory.ownOpenFile(SLICE)).doesNotExist();
    files.write();

    assertThat(directory.ownOpenFile(SLICE)).hasSize(16 + 5);
    try (SliceRows rows = SliceRows.read(directory, SLICE)) {
      assertThat(rows.has(3)).isTrue();
      assertThat(rows.value(3)).isEqualTo(value("three"));
    }
  }

  @Test
  void theFirstOfSeveralFramesOfARowCountsAndTheRowCountsOnce() throws IOException {
    OpenSlice slice = OpenSlice.load(directory, files, SLICE);

    slice.append(0, Reason.NULL_MX, false, value("first"));
    slice.append(0, Reason.NULL_MX, false, value("again"));
    files.write();

    assertThat(slice.counts().rows()).isEqualTo(1);
    try (SliceRows rows = SliceRows.read(directory, SLICE)) {
      assertThat(rows.value(0)).isEqualTo(value("first"));
    }
  }

  @Test
  void rowsGreaterThanTheBufferAreWrittenToo() throws IOException {
    OpenSlice slice = OpenSlice.load(directory, files, SLICE);
    byte[] great = value("x".repeat(3 * OpenFiles.BUFFER_BYTES));

    slice.append(0, Reason.NULL_MX, false, value("small"));
    slice.append(1, Reason.NULL_MX, false, great);
    slice.append(2, Reason.NULL_MX, false, value("small again"));
    files.write();

    try (SliceRows rows = SliceRows.read(directory, SLICE)) {
      assertThat(rows.firstMissing(0)).isEqualTo(3);
      assertThat(rows.value(1)).isEqualTo(great);
      assertThat(rows.value(2)).isEqualTo(value("small again"));
    }
  }

  @Test
  void noMoreFilesAreHeldOpenThanAllowedAndTheOthersAreReopened() throws IOException {
    OpenSlice[] slices = new OpenSlice[5];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = OpenSlice.load(directory, files, new SliceId(JOB, i));
    }

    for (int round = 0; round < 3; round++) {
      for (OpenSlice slice : slices) {
        slice.append(slice.id().firstRow() + round, Reason.NULL_MX, false, value("round " + round));
      }
      files.write();
      assertThat(files.open()).isEqualTo(2);
    }

    for (OpenSlice slice : slices) {
      try (SliceRows rows = SliceRows.read(directory, slice.id())) {
        assertThat(rows.firstMissing(0)).isEqualTo(3);
      }
    }
  }

  @Test
  void rollingBackKeepsWhatWasForcedAndNothingElse() throws IOException {
    OpenSlice slice = OpenSlice.load(directory, files, SLICE);
    slice.append(0, Reason.NULL_MX, false, value("forced"));
    files.write();
    files.force();
    slice.append(1, Reason.NULL_MX, false, value("written"));
    files.write();
    disk.fullAfter(7);
    slice.append(2, Reason.NULL_MX, false, value("does not fit"));
    assertThatThrownBy(files::write).hasMessageContaining("No space left");

    files.rollBack();

    assertThat(directory.ownOpenFile(SLICE)).hasSize(16 + 6);
    OpenSlice again = OpenSlice.load(directory, new OpenFiles(directory, disk, 2), SLICE);
    assertThat(again.counts().rows()).isEqualTo(1);
  }

  @Test
  void rollingBackCanBeTriedAgainUntilTheDiskDoesIt() throws IOException {
    OpenSlice slice = OpenSlice.load(directory, files, SLICE);
    slice.append(0, Reason.NULL_MX, false, value("forced"));
    files.write();
    files.force();
    slice.append(1, Reason.NULL_MX, false, value("written"));
    files.write();
    disk.refuseToForce(true);
    assertThatThrownBy(files::force).hasMessageContaining("Input/output error");
    assertThatThrownBy(files::rollBack).hasMessageContaining("Input/output error");
    disk.heal();

    files.rollBack();

    assertThat(directory.ownOpenFile(SLICE)).hasSize(16 + 6);
  }

  @Test
  void aFileThatAnotherSinkHasDeletedIsNotMadeAnew() throws IOException {
    OpenSlice slice = OpenSlice.load(directory, files, SLICE);
    slice.append(0, Reason.NULL_MX, false, value("zero"));
    files.write();
    files.force();
    files.close();
    Files.delete(directory.ownOpenFile(SLICE));
    slice.append(1, Reason.NULL_MX, false, value("one"));

    assertThatThrownBy(files::write).isInstanceOf(NoSuchFileException.class);
    assertThat(directory.ownOpenFile(SLICE)).doesNotExist();
  }

  @Test
  void loadingCutsATornTailOffThisSinksFileButNotOffAnothers() throws IOException {
    SliceDirectory others = new SliceDirectory(root, new SinkId("b"));
    for (SliceDirectory owner : new SliceDirectory[] {directory, others}) {
      try (OpenFiles owned = new OpenFiles(owner, disk, 2)) {
        OpenSlice slice = OpenSlice.load(owner, owned, SLICE);
        slice.append(owner == directory ? 0 : 1, Reason.NULL_MX, false, value("row"));
        owned.write();
      }
      Files.write(owner.ownOpenFile(SLICE), new byte[] {0, 0, 0, 9}, StandardOpenOption.APPEND);
    }

    OpenSlice slice = OpenSlice.load(directory, files, SLICE);

    assertThat(slice.counts().rows()).isEqualTo(2);
    assertThat(directory.ownOpenFile(SLICE)).hasSize(16 + 3);
    assertThat(others.ownOpenFile(SLICE)).hasSize(16 + 3 + 4);
  }

  private static byte[] value(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
