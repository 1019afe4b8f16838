package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sealed file block by block, each checked before a byte of it is handed out. For one
 * thread.
 */
public final class SealedInput extends InputStream {
  private static final byte[] NOTHING = new byte[0];

  private final SliceDirectory directory;
  private final SliceId slice;
  private final FileChannel file;
  private final Checksums checksums;

  /** The block at hand, empty at the beginning. */
  private byte[] block = NOTHING;

  private int blockNumber = -1;
  private int blockLength;

  /** Of the next byte to hand out. */
  private long position;

  private SealedInput(
      SliceDirectory directory, SliceId slice, FileChannel file, Checksums checksums) {
    this.directory = directory;
    this.slice = slice;
    this.file = file;
    this.checksums = checksums;
  }

  /**
   * Opens a slice's sealed file at its beginning.
   *
   * @throws NoSuchFileException when the slice is not sealed, or its job has just been removed
   * @throws DamagedFileException when its size is not what it was, or its checksums are gone
   */
  public static SealedInput open(SliceDirectory directory, SliceId slice) throws IOException {
    Path path = directory.sealedFile(slice);
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    boolean good = false;
    try {
      long size = file.size();
      Checksums checksums = checksums(directory, slice);
      if (checksums.bytes() != size) {
        throw directory.damaged(
            slice, "its file has %d bytes, not %d".formatted(size, checksums.bytes()));
      }
      good = true;
      return new SealedInput(directory, slice, file, checksums);
    } finally {
      if (!good) {
        file.close();
      }
    }
  }

  private static Checksums checksums(SliceDirectory directory, SliceId slice) throws IOException {
    @Nullable Checksums checksums;
    try {
      checksums = Checksums.decoded(Files.readAllBytes(directory.checksumsFile(slice)));
    } catch (NoSuchFileException e) {
      if (!directory.isSealed(slice)) {
        throw e;
      }
      throw directory.damaged(slice, "its checksums are missing");
    }
    if (checksums == null) {
      throw directory.damaged(slice, "its checksums are not readable");
    }
    return checksums;
  }

  /** The file's size in bytes. */
  public long size() {
    return checksums.bytes();
  }

  /** Goes on at another position, 0 to {@link #size()}. */
  public void seek(long to) {
    position = Objects.checkFromToIndex(to, size(), size());
  }

  /**
   * Reads it to its end, for nothing but to know that it is whole.
   *
   * @throws DamagedFileException when it is not
   */
  public void verify() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public int read() throws IOException {
    return atHand() == 0 ? -1 : block[inBlock(position++)] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    if (length == 0) {
      return 0;
    }
    int read = Math.min(length, atHand());
    if (read == 0) {
      return -1;
    }
    System.arraycopy(block, inBlock(position), to, offset, read);
    position += read;
    return read;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long from = position;
    for (int length = atHand(); length > 0; length = atHand()) {
      out.write(block, inBlock(position), length);
      position += length;
    }
    return position - from;
  }

  /** How many bytes of the block at hand come next; 0 at the file's end. */
  private int atHand() throws IOException {
    if (position == size()) {
      return 0;
    }
    int number = (int) (position / Checksums.BLOCK_BYTES);
    if (number != blockNumber) {
      take(number);
    }
    return blockLength - inBlock(position);
  }

  private static int inBlock(long position) {
    return (int) (position % Checksums.BLOCK_BYTES);
  }

  private void take(int number) throws IOException {
    long from = (long) number * Checksums.BLOCK_BYTES;
    int length = (int) Math.min(Checksums.BLOCK_BYTES, size() - from);
    if (block.length < length) {
      block = new byte[length];
    }
    blockNumber = -1;
    ByteBuffer buffer = ByteBuffer.wrap(block, 0, length);
    try {
      while (buffer.hasRemaining()) {
        if (file.read(buffer, from + buffer.position()) < 0) {
          throw new EOFException("it ends early");
        }
      }
    } catch (EOFException e) {
      throw damaged("its file ends before byte " + (from + length), e);
    }
    if (!checksums.fits(number, block, length)) {
      throw damaged("bytes %d to %d are not what they were".formatted(from, from + length), null);
    }
    blockNumber = number;
    blockLength = length;
  }

  private IOException damaged(String what, @Nullable Exception cause) {
    DamagedFileException damage = directory.damaged(slice, what);
    if (cause != null) {
      damage.initCause(cause);
    }
    return damage;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
