package io.winnow.gateway.spool;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.io.InputStream;

/**
 * Writes to disk what is read through it. A failure of the upload is a {@link ListRefused}; an
 * {@link IOException} always comes from the disk.
 */
final class SpoolingStream extends InputStream {
  private final InputStream upload;
  private final Disk.Output output;
  private final FreeSpace freeSpace;
  private final long mostBytes;
  private final byte[] single = new byte[1];
  private long bytes;

  SpoolingStream(InputStream upload, Disk.Output output, FreeSpace freeSpace, long mostBytes) {
    this.upload = upload;
    this.output = output;
    this.freeSpace = freeSpace;
    this.mostBytes = mostBytes;
  }

  /** How many have been written. */
  long bytes() {
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int read = read(single, 0, 1);
    return read < 0 ? -1 : single[0] & 0xFF;
  }

  /**
   * @throws ListRefused when the upload breaks off, is too large, or the disk is full
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
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
      freeSpace.expect(read);
      output.write(buffer, offset, read);
    }
    return read;
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
