package io.winnow.kit.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes directories and files that hold what users have entrusted to us: for their owner alone
 * (0700, 0600), where the file system knows POSIX. What exists stays as its operator wants it.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private PrivateFiles() {}

  /**
   * Makes a directory and those above it, as far as they are missing.
   *
   * @throws IOException when one cannot be made
   */
  public static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, attributes(directory, DIRECTORY));
    }
  }

  /**
   * The same with a directory that is ours alone, so that one that exists is closed to others too.
   *
   * @throws IOException when it cannot be made, or is another user's
   */
  public static void claimDirectory(Path directory) throws IOException {
    createDirectories(directory);
    if (isPosix(directory)) {
      Files.setPosixFilePermissions(directory, DIRECTORY);
    }
  }

  /**
   * Opens a file as {@link FileChannel#open(Path, OpenOption...)} does; one that this makes is
   * private.
   *
   * @throws IOException when it cannot be opened
   */
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), attributes(file, FILE));
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
