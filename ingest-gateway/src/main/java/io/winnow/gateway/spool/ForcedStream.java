package io.winnow.gateway.spool;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file beside a list, within the room that there is; what was written lasts when it is closed.
 */
final class ForcedStream extends OutputStream {
  private final Disk.Output output;
  private final FreeSpace freeSpace;

  ForcedStream(Disk.Output output, FreeSpace freeSpace) {
    this.output = output;
    this.freeSpace = freeSpace;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * @throws io.winnow.gateway.list.ListRefused when the disk is full
   */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    freeSpace.expect(length);
    output.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    try (Disk.Output closing = output) {
      closing.force();
    }
  }
}
