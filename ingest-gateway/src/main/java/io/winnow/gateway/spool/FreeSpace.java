package io.winnow.gateway.spool;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Keeps a reserve on the disk while one upload is spooled. */
final class FreeSpace {
  private static final int BYTES_BETWEEN_CHECKS = 4 * 1024 * 1024;

  private final Disk disk;
  private final Path directory;
  private final long reserve;
  private long unchecked;

  FreeSpace(Disk disk, Path directory, long reserve) {
    this.disk = disk;
    this.directory = directory;
    this.reserve = reserve;
  }

  /**
   * Looks at the disk.
   *
   * @throws ListRefused with {@link ListFault#DISK_FULL} when the reserve is touched
   */
  void check() throws IOException {
    unchecked = 0;
    if (disk.usableBytes(directory) < reserve) {
      throw full(new IOException("less than " + reserve + " bytes are free"));
    }
  }

  /** Looks at the disk now and then, as bytes go to it. */
  void expect(int bytes) throws IOException {
    unchecked += bytes;
    if (unchecked >= BYTES_BETWEEN_CHECKS) {
      check();
    }
  }

  /** Whether the file system says that it has no room. */
  static boolean isMissing(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("quota exceeded")
        || message.contains("not enough space");
  }

  static ListRefused full(IOException cause) {
    return ListRefused.because(
        ListFault.DISK_FULL,
        "the gateway's disk is full, and the list was not taken; send it again later, or have the"
            + " operator make room in winnow.spool.directory",
        cause);
  }
}
