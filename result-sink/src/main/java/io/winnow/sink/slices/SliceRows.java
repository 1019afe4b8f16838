package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a slice as they stand in the open files of all sinks, in any order. A row that is
 * there more than once is taken from its first frame, in an order that is the same whoever reads.
 * To be used and closed by one thread.
 */
public final class SliceRows implements AutoCloseable {
  private static final long ABSENT = -1;
  private static final int FILE_SHIFT = 48;

  private final SliceId slice;
  private final List<RowFile> files = new ArrayList<>();

  /** By row: the file's index above, the frame's position below bit {@value #FILE_SHIFT}. */
  private final long[] frames = new long[SliceId.ROWS];

  private SliceRows(SliceId slice) {
    this.slice = slice;
    Arrays.fill(frames, ABSENT);
  }

  /**
   * Reads through all open files of a slice. None is the same as empty ones.
   *
   * @throws java.nio.file.NoSuchFileException when another sink has sealed the slice meanwhile
   */
  public static SliceRows read(SliceDirectory directory, SliceId slice) throws IOException {
    SliceRows rows = new SliceRows(slice);
    try {
      for (Path path : directory.openFiles(slice)) {
        rows.add(RowFile.map(path, slice));
      }
      return rows;
    } catch (IOException e) {
      rows.close();
      throw e;
    }
  }

  private void add(RowFile file) throws IOException {
    long index = files.size();
    files.add(file);
    file.scan(
        (row, position, value, length) -> {
          if (frames[row] == ABSENT) {
            frames[row] = index << FILE_SHIFT | position;
          }
        });
  }

  /** The slice they belong to. */
  public SliceId slice() {
    return slice;
  }

  /** The first row from one on that is missing, both counted from the slice's first. */
  public int firstMissing(int from) {
    int row = from;
    while (row < frames.length && frames[row] != ABSENT) {
      row++;
    }
    return row;
  }

  /** Whether there is no open file at all, not even an empty one. */
  public boolean none() {
    return files.isEmpty();
  }

  /** Whether a row is there, counted from the slice's first. */
  public boolean has(int row) {
    return frames[row] != ABSENT;
  }

  /** The record's value of a row that is there, counted from the slice's first. */
  public byte[] value(int row) throws IOException {
    long frame = frames[row];
    if (frame == ABSENT) {
      throw new IllegalArgumentException("row " + row + " of slice " + slice.key() + " is missing");
    }
    return files.get((int) (frame >>> FILE_SHIFT)).value(frame & (1L << FILE_SHIFT) - 1);
  }

  @Override
  public void close() {
    files.forEach(RowFile::close);
  }
}
