package io.winnow.sink.slices;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a sealed file must be: its size, and the CRC32C of each {@value #BLOCK_BYTES} bytes of it.
 * As a file, big-endian: {@code magic (8) | bytes (8) | CRC32C of each block (4) … | CRC32C of all
 * that (4)}.
 */
final class Checksums {
  static final int BLOCK_BYTES = 256 * 1024;

  /** {@code winnowC1}. */
  private static final long MAGIC = 0x77696e6e6f774331L;

  private static final int HEADER_BYTES = 16;

  private final long bytes;
  private final int[] blocks;

  /**
   * @param bytes the file's size
   * @param blocks the checksum of each block, not to be changed
   */
  Checksums(long bytes, int[] blocks) {
    this.bytes = bytes;
    this.blocks = blocks;
  }

  /** The file's size. */
  long bytes() {
    return bytes;
  }

  /** How many blocks a file of that size has. */
  static int blocks(long bytes) {
    return Math.toIntExact((bytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
  }

  /** Whether a block is as it was. */
  boolean fits(int block, byte[] content, int length) {
    return blocks[block] == of(ByteBuffer.wrap(content, 0, length));
  }

  /** The checksum of what remains in a buffer, which is left as it is. */
  static int of(ByteBuffer block) {
    CRC32C checksum = new CRC32C();
    checksum.update(block.duplicate());
    return (int) checksum.getValue();
  }

  /** As a file's content. */
  ByteBuffer encoded() {
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + 4 * blocks.length + 4);
    file.putLong(MAGIC).putLong(bytes);
    for (int block : blocks) {
      file.putInt(block);
    }
    return file.putInt(of(file.duplicate().flip())).flip();
  }

  /** Those of a file's content; null when it is not one, or damaged. */
  static @Nullable Checksums decoded(byte[] content) {
    ByteBuffer file = ByteBuffer.wrap(content);
    int end = content.length - 4;
    if (end < HEADER_BYTES
        || file.getInt(end) != of(ByteBuffer.wrap(content, 0, end))
        || file.getLong() != MAGIC) {
      return null;
    }
    long bytes = file.getLong();
    int[] blocks = new int[(end - HEADER_BYTES) / 4];
    file.asIntBuffer().get(blocks);
    return bytes < 0 || blocks.length != blocks(bytes) ? null : new Checksums(bytes, blocks);
  }
}
