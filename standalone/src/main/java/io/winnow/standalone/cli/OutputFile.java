package io.winnow.standalone.cli;

import io.winnow.standalone.Forced;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that appears under its name whole or not at all. */
final class OutputFile implements AutoCloseable {
  private final Path file;
  private final Path draft;
  private final OutputStream stream;

  private OutputFile(Path file, Path draft, OutputStream stream) {
    this.file = file;
    this.draft = draft;
    this.stream = stream;
  }

  /** Begins a draft in the same directory. */
  static OutputFile beside(Path file) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".part");
    return new OutputFile(
        file, draft, new BufferedOutputStream(Files.newOutputStream(draft), 256 * 1024));
  }

  OutputStream stream() {
    return stream;
  }

  /** Gives the draft its name, for good; what had that name before is replaced. */
  void commit() throws IOException {
    stream.close();
    Forced.rename(draft, file);
  }

  /** Removes the draft unless it was committed. */
  @Override
  public void close() throws IOException {
    try (stream) {
      Files.deleteIfExists(draft);
    }
  }
}
