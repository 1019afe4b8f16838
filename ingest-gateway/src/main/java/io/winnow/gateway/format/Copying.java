package io.winnow.gateway.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes what is read through it. Closes neither side. */
final class Copying extends InputStream {
  private final InputStream in;
  private final OutputStream copy;
  private final byte[] single = new byte[1];

  Copying(InputStream in, OutputStream copy) {
    this.in = in;
    this.copy = copy;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    if (read > 0) {
      copy.write(target, offset, read);
    }
    return read;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }
}
