package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An open file as it stood when it was mapped, for reading. To be used and closed by one thread.
 */
final class RowFile implements AutoCloseable {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** Told of each good frame, in the file's order. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param row counted from the slice's first
     * @param position of the frame in the file
     * @param value begins with the value; to be left alone after the call
     * @param length the value's
     */
    void frame(int row, long position, byte[] value, int length);
  }

  private final Path path;
  private final SliceId slice;
  private final Arena arena;
  private final MemorySegment bytes;

  private RowFile(Path path, SliceId slice, Arena arena, MemorySegment bytes) {
    this.path = path;
    this.slice = slice;
    this.arena = arena;
    this.bytes = bytes;
  }

  /**
   * @throws java.nio.file.NoSuchFileException when there is no such file
   */
  static RowFile map(Path path, SliceId slice) throws IOException {
    Arena arena = Arena.ofConfined();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      MemorySegment bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
      return new RowFile(path, slice, arena, bytes);
    } catch (IOException e) {
      arena.close();
      throw e;
    }
  }

  /** The file's size in bytes. */
  long size() {
    return bytes.byteSize();
  }

  /**
   * Goes through all frames up to the file's end or the first that is torn: too long for the file,
   * of a row that is not the slice's, or with a wrong checksum.
   *
   * @return where the good frames end
   */
  long scan(Visitor visitor) throws IOException {
    byte[] value = new byte[4096];
    long position = 0;
    try {
      while (size() - position >= RowFrame.HEADER_BYTES) {
        int length = bytes.get(INT, position + RowFrame.LENGTH_AT);
        long row = bytes.get(LONG, position + RowFrame.ROW_AT);
        long inSlice = row - slice.firstRow();
        if (length <= 0
            || position + RowFrame.size(length) > size()
            || inSlice < 0
            || inSlice >= SliceId.ROWS) {
          break;
        }
        if (value.length < length) {
          value = new byte[Math.max(length, Math.clamp(value.length * 2L, 0, Integer.MAX_VALUE))];
        }
        copy(position, value, length);
        if (RowFrame.checksum(row, value, length)
            != bytes.get(INT, position + RowFrame.CHECKSUM_AT)) {
          break;
        }
        visitor.frame((int) inSlice, position, value, length);
        position += RowFrame.size(length);
      }
      return position;
    } catch (InternalError e) {
      throw unreadable(e);
    }
  }

  /** The value of the good frame at a position. */
  byte[] value(long position) throws IOException {
    try {
      byte[] value = new byte[bytes.get(INT, position + RowFrame.LENGTH_AT)];
      copy(position, value, value.length);
      return value;
    } catch (InternalError e) {
      throw unreadable(e);
    }
  }

  private void copy(long position, byte[] to, int length) {
    MemorySegment.copy(
        bytes, ValueLayout.JAVA_BYTE, position + RowFrame.HEADER_BYTES, to, 0, length);
  }

  /** This is how the virtual machine tells that a mapped page could not be read. */
  private IOException unreadable(InternalError fault) {
    return new IOException("cannot read " + path + ": a page of it is gone or damaged", fault);
  }

  @Override
  public void close() {
    arena.close();
  }
}
