package io.winnow.gateway.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What the spool asks of the file system to keep things by. */
public interface Disk {
  /** Opens a file that must not exist yet. */
  Output create(Path file) throws IOException;

  /** Makes the names in a directory last. */
  void forceDirectory(Path directory) throws IOException;

  /** Bytes that may still be written below a directory. */
  long usableBytes(Path directory) throws IOException;

  /** A file being written. */
  interface Output extends Closeable {
    void write(byte[] bytes, int offset, int length) throws IOException;

    /** Makes what was written last. */
    void force() throws IOException;
  }
}
