package io.winnow.sink.slices;

import io.winnow.contracts.SliceId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a slice's sealed file, which appears whole or not at all. */
public final class SealedFile {
  private static final int BUFFER_BYTES = 256 * 1024;

  /** What a sealed file holds. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private SealedFile() {}

  /**
   * Writes the content aside, forces it, and gives it its name. {@link #settle} does the rest.
   *
   * @return the file's size in bytes
   * @throws IOException when it could not be written; nothing is left behind then
   */
  public static long write(SliceDirectory directory, Disk disk, SliceId slice, Content content)
      throws IOException {
    Path temporary = directory.temporaryFile(slice);
    Path sealed = directory.sealedFile(slice);
    Path folder = SliceDirectory.parentOf(sealed);
    directory.createFolder(folder, disk);
    boolean named = false;
    try {
      long bytes;
      try (FileChannel file =
              FileChannel.open(
                  temporary,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING);
          Output out = new Output(file, disk)) {
        content.writeTo(out);
        out.flush();
        bytes = out.written;
        disk.force(file);
      }
      Files.move(temporary, sealed, StandardCopyOption.ATOMIC_MOVE);
      named = true;
      return bytes;
    } finally {
      if (!named) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /**
   * Makes the name of a sealed file last, then deletes what the slice no longer needs: its open
   * files, of all sinks, and what others began to seal.
   */
  public static void settle(SliceDirectory directory, Disk disk, SliceId slice) throws IOException {
    disk.forceDirectory(SliceDirectory.parentOf(directory.sealedFile(slice)));
    directory.discardOpenFiles(slice);
  }

  /** Buffers for a file. Closing does not flush: a broken content must not reach the disk. */
  private static final class Output extends OutputStream {
    private final FileChannel file;
    private final Disk disk;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private long written;

    Output(FileChannel file, Disk disk) {
      this.file = file;
      this.disk = disk;
    }

    @Override
    public void write(int b) throws IOException {
      if (!buffer.hasRemaining()) {
        flush();
      }
      buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (!buffer.hasRemaining()) {
          flush();
        }
        int part = Math.min(buffer.remaining(), length - done);
        buffer.put(bytes, offset + done, part);
        done += part;
      }
    }

    @Override
    public void flush() throws IOException {
      buffer.flip();
      int length = buffer.remaining();
      disk.write(file, buffer, written);
      written += length;
      buffer.clear();
    }

    @Override
    public void close() {}
  }
}
