package io.winnow.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Makes files outlast the machine's going down. */
public final class Forced {
  private static final boolean DIRECTORIES_CAN_BE_FORCED =
      !System.getProperty("os.name", "").startsWith("Windows");

  private Forced() {}

  /**
   * Forces a draft to disk and gives it its name, for good; what had that name before is replaced.
   *
   * @param draft closed, in the directory of {@code file}
   * @throws IOException when the disk fails; then what had that name before is still there
   */
  public static void rename(Path draft, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path directory = file.toAbsolutePath().getParent();
    if (DIRECTORIES_CAN_BE_FORCED && directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
