package io.winnow.sink.slices;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What a disk may refuse: to take bytes, and to promise that it keeps them. */
public interface Disk {
  /**
   * Writes all remaining bytes at a position of a file.
   *
   * @throws IOException when they do not all fit; some may have been written
   */
  void write(FileChannel file, ByteBuffer bytes, long position) throws IOException;

  /** Returns when what was written to the file outlives a loss of power. */
  void force(FileChannel file) throws IOException;

  /** Returns when the names of files made or renamed in a directory outlive a loss of power. */
  void forceDirectory(Path directory) throws IOException;

  /**
   * Cuts a file off behind so many bytes.
   *
   * @throws IOException when it could not be
   */
  void truncate(FileChannel file, long bytes) throws IOException;

  /**
   * Gives a file another name of the same directory, at once: whoever looks finds the old file of
   * that name or the new one, whole.
   */
  void rename(Path file, Path name) throws IOException;

  /** Deletes a file or an empty directory; one that is not there is no error. */
  void delete(Path path) throws IOException;

  /** The disk of the operating system. */
  static Disk ofSystem() {
    return new Disk() {
      @Override
      public void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
          at += file.write(bytes, at);
        }
      }

      @Override
      public void force(FileChannel file) throws IOException {
        file.force(false);
      }

      @Override
      public void truncate(FileChannel file, long bytes) throws IOException {
        file.truncate(bytes);
      }

      @Override
      public void rename(Path file, Path name) throws IOException {
        Files.move(file, name, StandardCopyOption.ATOMIC_MOVE);
      }

      @Override
      public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
      }

      @Override
      public void forceDirectory(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
          names.force(true);
        }
      }
    };
  }
}
