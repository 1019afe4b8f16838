package io.winnow.lab.list;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that appears under its name when it is whole, or not at all. */
final class PendingFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path target;
  private final Path temporary;
  private final OutputStream out;

  PendingFile(Path target) throws IOException {
    this.target = target;
    this.temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      this.out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              BUFFER);
    } catch (NoSuchFileException missing) {
      throw new NoSuchFileException(
          target.toString(), null, "its folder does not exist, create it first");
    }
  }

  OutputStream out() {
    return out;
  }

  /** Gives the file its name, in place of any that had it. */
  void publish() throws IOException {
    out.close();
    Files.move(temporary, target, ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(temporary);
    }
  }
}
