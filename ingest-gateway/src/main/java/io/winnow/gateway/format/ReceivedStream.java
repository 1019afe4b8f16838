package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.io.InputStream;

/** Counts what a client sends. Its failures are those of the upload, never of a disk. */
final class ReceivedStream extends InputStream {
  private final InputStream upload;
  private final long mostBytes;
  private final byte[] single = new byte[1];
  private long bytes;

  ReceivedStream(InputStream upload, long mostBytes) {
    this.upload = upload;
    this.mostBytes = mostBytes;
  }

  /** How many have come. */
  long bytes() {
    return bytes;
  }

  @Override
  public int read() {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  /**
   * @throws ListRefused when the upload breaks off or is too large
   */
  @Override
  public int read(byte[] buffer, int offset, int length) {
    int read = receive(buffer, offset, length);
    if (read > 0) {
      bytes += read;
      if (bytes > mostBytes) {
        throw ListRefused.because(
            ListFault.LIST_TOO_LARGE,
            "the list is larger than the "
                + mostBytes
                + " bytes allowed (winnow.limits.list-bytes); split it");
      }
    }
    return read;
  }

  /** How many can be read without waiting, as far as is known: what fails is told by reading. */
  @Override
  public int available() {
    try {
      return upload.available();
    } catch (IOException e) {
      return 0;
    }
  }

  private int receive(byte[] buffer, int offset, int length) {
    try {
      return upload.read(buffer, offset, length);
    } catch (IOException e) {
      throw ListRefused.because(
          ListFault.UPLOAD_INTERRUPTED,
          "the upload broke off after " + bytes + " bytes; send the list again",
          e);
    }
  }
}
