package io.winnow.sink.slices;

import io.winnow.kit.files.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others out of a directory for as long as this one lives: a sink a second one of the same
 * id, a rebuild all sinks. Who comes locks the own file and looks at the others' then, so that of a
 * sink and a rebuild that come at once at most one stays.
 */
public final class DirectoryLock implements AutoCloseable {
  private final List<FileChannel> files;

  private DirectoryLock(List<FileChannel> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Makes the directory where it is missing, and locks it for a sink.
   *
   * @throws IOException when another process, or another sink of this one, works there under the
   *     same id, when results are being rebuilt there, or the directory cannot be written
   */
  public static DirectoryLock acquire(SliceDirectory directory) throws IOException {
    FileChannel own = lockOwn(directory);
    boolean alone = false;
    try {
      if (isBeingRebuilt(directory)) {
        throw new IOException(
            "the results in %s are being rebuilt (somebody holds %s): wait until that has ended"
                .formatted(directory.root(), nameOf(SinkId.REBUILD)));
      }
      alone = true;
      return new DirectoryLock(List.of(own));
    } finally {
      if (!alone) {
        own.close();
      }
    }
  }

  /**
   * Makes the directory where it is missing, and locks it for who wants no sink to work there.
   *
   * @param directory as {@link SinkId#REBUILD} sees it
   * @throws IOException when somebody works there already, or the directory cannot be written
   */
  public static DirectoryLock acquireAlone(SliceDirectory directory) throws IOException {
    List<FileChannel> files = new ArrayList<>();
    files.add(lockOwn(directory));
    boolean alone = false;
    try {
      List<String> working = new ArrayList<>();
      for (SinkId sink : directory.sinks()) {
        if (!sink.equals(directory.sink())) {
          FileChannel file = lock(directory, sink);
          if (file == null) {
            working.add("'" + sink + "'");
          } else {
            files.add(file);
          }
        }
      }
      if (!working.isEmpty()) {
        throw new IOException(
            "in %s works the sink %s (its lock is held): stop all sinks that share the directory first"
                .formatted(directory.root(), String.join(", and the sink ", working)));
      }
      alone = true;
      return new DirectoryLock(files);
    } finally {
      if (!alone) {
        closeAll(files);
      }
    }
  }

  private static FileChannel lockOwn(SliceDirectory directory) throws IOException {
    PrivateFiles.createDirectories(directory.root());
    FileChannel file = lock(directory, directory.sink());
    if (file == null) {
      throw new IOException(
          "another sink with the id '%s' works in %s (it holds %s): stop it, or give this one an id of its own with winnow.sink.id"
              .formatted(directory.sink(), directory.root(), nameOf(directory.sink())));
    }
    return file;
  }

  /** Null when somebody else has it. */
  private static @Nullable FileChannel lock(SliceDirectory directory, SinkId sink)
      throws IOException {
    FileChannel file =
        PrivateFiles.open(
            directory.root().resolve(nameOf(sink)),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = tryLock(file, false) != null;
      return locked ? file : null;
    } finally {
      if (!locked) {
        file.close();
      }
    }
  }

  /** Sinks that look at once do not get into each other's way; those of one process take turns. */
  private static synchronized boolean isBeingRebuilt(SliceDirectory directory) throws IOException {
    Path path = directory.root().resolve(nameOf(SinkId.REBUILD));
    if (directory.sink().equals(SinkId.REBUILD) || !Files.exists(path)) {
      return false;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      return tryLock(file, true) == null;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file, boolean shared) throws IOException {
    try {
      return file.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String nameOf(SinkId sink) {
    return SliceDirectory.LOCK_PREFIX + sink + SliceDirectory.LOCK_SUFFIX;
  }

  private static void closeAll(List<FileChannel> files) throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }

  /** Lets others in. The locks' files stay: deleting them would race with the next owner. */
  @Override
  public void close() throws IOException {
    closeAll(files);
  }
}
