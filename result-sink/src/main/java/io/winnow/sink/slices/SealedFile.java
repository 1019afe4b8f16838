package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import io.winnow.kit.files.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;

/** Writes a slice's sealed file, which appears whole, with its checksums, or not at all. */
public final class SealedFile {

  /** What a sealed file holds. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private SealedFile() {}

  /**
   * Writes the content and its checksums aside, forces them, and gives them their names: where the
   * file is, its checksums are. {@link #settle} does the rest.
   *
   * @return the file's size in bytes
   * @throws IOException when it could not be written; nothing is left behind then, unless the disk
   *     fails altogether
   */
  public static long write(SliceDirectory directory, Disk disk, SliceId slice, Content content)
      throws IOException {
    Path temporary = directory.temporaryFile(slice);
    Path temporaryChecksums = directory.temporaryChecksums(slice);
    Path sealed = directory.sealedFile(slice);
    Path folder = SliceDirectory.parentOf(sealed);
    directory.createFolder(folder, disk);
    boolean named = false;
    try {
      Checksums checksums = write(temporary, disk, content);
      try (FileChannel file = create(temporaryChecksums)) {
        disk.write(file, checksums.encoded(), 0);
        disk.force(file);
      }
      disk.rename(temporaryChecksums, directory.checksumsFile(slice));
      disk.forceDirectory(folder);
      disk.rename(temporary, sealed);
      named = true;
      return checksums.bytes();
    } finally {
      if (!named) {
        disk.delete(temporary);
        disk.delete(temporaryChecksums);
      }
    }
  }

  private static Checksums write(Path path, Disk disk, Content content) throws IOException {
    try (FileChannel file = create(path);
        Output out = new Output(file, disk)) {
      content.writeTo(out);
      out.drain();
      disk.force(file);
      return new Checksums(out.written, out.checksums.build().toArray());
    }
  }

  private static FileChannel create(Path path) throws IOException {
    return PrivateFiles.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /**
   * Makes the name of a sealed file last, then deletes what the slice no longer needs: its open
   * files, of all sinks, and what others began to seal.
   */
  public static void settle(SliceDirectory directory, Disk disk, SliceId slice) throws IOException {
    disk.forceDirectory(SliceDirectory.parentOf(directory.sealedFile(slice)));
    directory.discardOpenFiles(slice, disk);
  }

  /** Writes block by block. Closing does not flush: a broken content must not reach the disk. */
  private static final class Output extends OutputStream {
    private final FileChannel file;
    private final Disk disk;
    private final ByteBuffer block = ByteBuffer.allocateDirect(Checksums.BLOCK_BYTES);
    private final IntStream.Builder checksums = IntStream.builder();
    private long written;

    Output(FileChannel file, Disk disk) {
      this.file = file;
      this.disk = disk;
    }

    @Override
    public void write(int b) throws IOException {
      if (!block.hasRemaining()) {
        drain();
      }
      block.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (!block.hasRemaining()) {
          drain();
        }
        int part = Math.min(block.remaining(), length - done);
        block.put(bytes, offset + done, part);
        done += part;
      }
    }

    /** Hands on what there is of a block: a whole one, or the last. */
    void drain() throws IOException {
      block.flip();
      int length = block.remaining();
      if (length > 0) {
        checksums.add(Checksums.of(block));
        disk.write(file, block, written);
        written += length;
      }
      block.clear();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
