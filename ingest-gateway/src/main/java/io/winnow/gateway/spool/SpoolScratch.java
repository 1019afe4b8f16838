package io.winnow.gateway.spool;

import io.winnow.gateway.format.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in the directory of one list, as long as the disk's reserve is not touched. */
final class SpoolScratch implements Scratch {
  private final Disk disk;
  private final Path directory;
  private final FreeSpace freeSpace;

  SpoolScratch(Disk disk, Path directory, FreeSpace freeSpace) {
    this.disk = disk;
    this.directory = directory;
    this.freeSpace = freeSpace;
  }

  /** What is written to the list lasts when it has been flushed; other files need not. */
  @Override
  public OutputStream create(String name) throws IOException {
    return new Bounded(disk.create(file(name)), name.equals(SpoolEntry.LIST));
  }

  @Override
  public Path file(String name) {
    return directory.resolve(name);
  }

  @Override
  public void remove(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  private final class Bounded extends OutputStream {
    private final Disk.Output output;
    private final boolean lasting;

    Bounded(Disk.Output output, boolean lasting) {
      this.output = output;
      this.lasting = lasting;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      freeSpace.expect(length);
      output.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      if (lasting) {
        output.force();
      }
    }

    @Override
    public void close() throws IOException {
      output.close();
    }
  }
}
