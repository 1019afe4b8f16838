package io.winnow.sink.slices;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a row stands in an open file: {@code length (4) | row (8) | CRC32C (4) | value}, big-endian.
 * The length is the value's; the checksum covers row and value, in this order.
 */
final class RowFrame {
  static final int LENGTH_AT = 0;
  static final int ROW_AT = 4;
  static final int CHECKSUM_AT = 12;
  static final int HEADER_BYTES = 16;

  private RowFrame() {}

  /** The bytes that a value of that length takes in a file. */
  static long size(int valueLength) {
    return (long) HEADER_BYTES + valueLength;
  }

  /** Puts a frame at the buffer's position. There must be room for it. */
  static void put(ByteBuffer buffer, long row, byte[] value) {
    buffer.putInt(value.length).putLong(row).putInt(checksum(row, value, value.length)).put(value);
  }

  static int checksum(long row, byte[] value, int length) {
    CRC32C checksum = new CRC32C();
    for (int shift = 56; shift >= 0; shift -= 8) {
      checksum.update((int) (row >>> shift));
    }
    checksum.update(value, 0, length);
    return (int) checksum.getValue();
  }
}
