package io.winnow.sink.slices;

import io.winnow.kit.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second sink of the same id out of a directory, for as long as this one lives. */
public final class DirectoryLock implements AutoCloseable {
  private final FileChannel file;

  private DirectoryLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Makes the directory where it is missing, and locks it for a sink.
   *
   * @throws IOException when another process, or another sink of this one, works there under the
   *     same id, or the directory cannot be written
   */
  public static DirectoryLock acquire(SliceDirectory directory) throws IOException {
    PrivateFiles.createDirectories(directory.root());
    Path path = directory.root().resolve("sink." + directory.sink() + ".lock");
    FileChannel file = PrivateFiles.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(file) == null) {
      file.close();
      throw new IOException(
          "another sink with the id '%s' works in %s (it holds %s): stop it, or give this one an id of its own with winnow.sink.id"
              .formatted(directory.sink(), directory.root(), path.getFileName()));
    }
    return new DirectoryLock(file);
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Lets others in. The lock's file stays: deleting it would race with the next owner. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
