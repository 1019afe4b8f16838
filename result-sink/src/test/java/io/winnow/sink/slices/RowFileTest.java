package io.winnow.sink.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
  private static final SliceId SLICE = new SliceId(new JobId(7), 2);
  private static final long FIRST = SLICE.firstRow();

  @TempDir Path folder;

  @Test
  void framesAreLengthRowChecksumAndValueBigEndian() {
    byte[] frame = frame(FIRST + 1, "ab");

    ByteBuffer fields = ByteBuffer.wrap(frame);
    assertThat(frame).hasSize(18);
    assertThat(fields.getInt()).isEqualTo(2);
    assertThat(fields.getLong()).isEqualTo(100_001);
    assertThat(fields.getInt()).isEqualTo(0x91C80447);
    assertThat(fields.get()).isEqualTo((byte) 'a');
  }

  @Test
  void framesAreFoundInTheirOrder() throws IOException {
    Path file = file(frame(FIRST + 9, "nine"), frame(FIRST, "zero"), frame(FIRST + 9, "again"));

    try (RowFile rows = RowFile.map(file, SLICE)) {
      List<String> found = new ArrayList<>();
      List<Long> positions = new ArrayList<>();
      long end =
          rows.scan(
              (row, position, value, length) -> {
                found.add(row + "@" + position);
                positions.add(position);
              });

      assertThat(found).containsExactly("9@0", "0@20", "9@40");
      assertThat(rows.value(positions.get(2))).asString().isEqualTo("again");
      assertThat(end).isEqualTo(Files.size(file));
    }
  }

  @Test
  void aTornLastFrameIsLeftOutWhereverItIsTorn() throws IOException {
    byte[] good = frame(FIRST, "first row");
    byte[] last = frame(FIRST + 1, "second row");

    for (int kept = 0; kept < last.length; kept++) {
      Path file = file(good, Arrays.copyOf(last, kept));
      assertThat(scan(file)).as("%d bytes of the last frame", kept).containsExactly(0);
    }
    assertThat(scan(file(good, last))).containsExactly(0, 1);
  }

  @Test
  void aFlippedBitAnywhereInTheLastFrameIsNoticed() throws IOException {
    byte[] good = frame(FIRST, "first row");
    byte[] last = frame(FIRST + 1, "second row");

    for (int bit = 0; bit < last.length * 8; bit++) {
      byte[] flipped = last.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(scan(file(good, flipped))).as("bit %d flipped", bit).containsExactly(0);
    }
  }

  @Test
  void aHoleOfZeroesIsNoFrame() throws IOException {
    assertThat(scan(file(frame(FIRST, "row"), new byte[64]))).containsExactly(0);
  }

  @Test
  void aRowOfAnotherSliceIsNoFrameOfThisOne() throws IOException {
    assertThat(scan(file(frame(FIRST - 1, "before")))).isEmpty();
    assertThat(scan(file(frame(FIRST + SliceId.ROWS, "behind")))).isEmpty();
  }

  @Test
  void anEmptyFileHasNoFrames() throws IOException {
    assertThat(scan(file())).isEmpty();
  }

  @Test
  void aMissingFileIsToldFromAnUnreadableOne() {
    assertThatThrownBy(() -> RowFile.map(folder.resolve("none"), SLICE))
        .isInstanceOf(NoSuchFileException.class);
  }

  private List<Integer> scan(Path path) throws IOException {
    List<Integer> found = new ArrayList<>();
    try (RowFile rows = RowFile.map(path, SLICE)) {
      rows.scan((row, position, value, length) -> found.add(row));
    }
    return found;
  }

  private Path file(byte[]... parts) throws IOException {
    Path path = Files.createTempFile(folder, "slice", ".rows");
    try (var out = Files.newOutputStream(path)) {
      for (byte[] part : parts) {
        out.write(part);
      }
    }
    return path;
  }

  private static byte[] frame(long row, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate((int) RowFrame.size(bytes.length));
    RowFrame.put(frame, row, bytes);
    return frame.array();
  }
}
