package io.winnow.gateway.spool;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A disk on which one directory may hold so much and no more. It is measured whenever {@link
 * FreeSpace} asks, so each upload may go beyond by what it writes in between.
 *
 * @param most bytes below the directory; 0 for no bound
 */
public record BoundedDisk(Disk disk, Path root, long most) implements Disk {
  @Override
  public Output create(Path file) throws IOException {
    return disk.create(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    disk.forceDirectory(directory);
  }

  /**
   * @throws ListRefused with {@link ListFault#SPOOL_FULL} when the directory holds too much
   */
  @Override
  public long usableBytes(Path directory) throws IOException {
    if (most > 0 && size() >= most) {
      throw ListRefused.because(
          ListFault.SPOOL_FULL,
          "lists of "
              + most
              + " bytes wait to be loaded, as many as may (winnow.spool.max-bytes); send this one"
              + " again later");
    }
    return disk.usableBytes(directory);
  }

  /** Files may go while they are counted. */
  private long size() throws IOException {
    long[] bytes = new long[1];
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes[0];
  }
}
