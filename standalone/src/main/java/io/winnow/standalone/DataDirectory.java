package io.winnow.standalone;

import io.winnow.kit.files.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a process keeps everything: the broker's topics, spooled lists, state and result files. One
 * process at a time; a temporary one is removed in the end.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "winnow.lock";

  private final Path path;
  private final boolean temporary;
  private final FileChannel lockFile;
  private final FileLock lock;

  private DataDirectory(Path path, boolean temporary, FileChannel lockFile, FileLock lock) {
    this.path = path;
    this.temporary = temporary;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * A directory that stays, made when it is not there.
   *
   * @throws DataDirectoryInUse when another process uses it
   * @throws IOException when it cannot be made or written
   */
  public static DataDirectory at(Path path) throws IOException, DataDirectoryInUse {
    PrivateFiles.createDirectories(path);
    return locked(path.toAbsolutePath().normalize(), false);
  }

  /** A new directory that is removed on close. */
  public static DataDirectory temporary() throws IOException, DataDirectoryInUse {
    return locked(Files.createTempDirectory("winnow-"), true);
  }

  private static DataDirectory locked(Path path, boolean temporary)
      throws IOException, DataDirectoryInUse {
    FileChannel file =
        PrivateFiles.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = file.tryLock();
      if (lock != null) {
        DataDirectory data = new DataDirectory(path, temporary, file, lock);
        for (Path part : List.of(data.kafka(), data.spool(), data.state(), data.results())) {
          PrivateFiles.claimDirectory(part);
        }
        return data;
      }
    } catch (OverlappingFileLockException e) {
      file.close();
      throw new DataDirectoryInUse(path, e);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    throw new DataDirectoryInUse(path, null);
  }

  /** The directory, absolute. */
  public Path path() {
    return path;
  }

  /** The broker's part. */
  public Path kafka() {
    return path.resolve("kafka");
  }

  /** The gateway's part. */
  public Path spool() {
    return path.resolve("spool");
  }

  /** The verifier's part. */
  public Path state() {
    return path.resolve("state");
  }

  /** The sink's part. */
  public Path results() {
    return path.resolve("results");
  }

  /** Lets go of it; a temporary one is removed. */
  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
    if (temporary) {
      removeAll(path);
    }
  }

  private static void removeAll(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      tree.sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
