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
  private long budget;

  FreeSpace(Disk disk, Path directory, long reserve) {
    this.disk = disk;
    this.directory = directory;
    this.reserve = reserve;
  }

  /**
   * Looks at the disk when bytes are about to go to it: at first, then now and then, and whenever
   * they would touch the reserve.
   *
   * @param bytes that are to be written; 0 to ask whether anything may be
   * @throws ListRefused with {@link ListFault#DISK_FULL} when the reserve would be touched
   */
  void expect(int bytes) throws IOException {
    unchecked += bytes;
    budget -= bytes;
    if (budget <= 0 || unchecked >= BYTES_BETWEEN_CHECKS) {
      unchecked = 0;
      budget = disk.usableBytes(directory) - reserve - bytes;
      if (budget < 0) {
        throw full(new IOException("less than " + reserve + " bytes would be free"));
      }
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
