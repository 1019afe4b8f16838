package io.winnow.standalone.cli;

import io.winnow.kit.lifecycle.Stop;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Breaks off the reading of a list when somebody wants to stop. */
final class StoppableStream extends FilterInputStream {
  private final Stop stop;

  StoppableStream(InputStream in, Stop stop) {
    super(in);
    this.stop = stop;
  }

  /** Somebody wants to stop. Not an I/O error, so that nobody takes the list for broken. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public int read() throws IOException {
    check();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    check();
    return super.read(buffer, offset, length);
  }

  private void check() {
    if (stop.wanted()) {
      throw new Stopped();
    }
  }
}
