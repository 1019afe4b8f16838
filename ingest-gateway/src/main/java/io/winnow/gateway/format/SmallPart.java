package io.winnow.gateway.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A part of a workbook that is small unless somebody means harm. */
final class SmallPart extends FilterInputStream {
  private long room;

  SmallPart(InputStream in, long mostBytes) {
    super(in);
    this.room = mostBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    room -= Math.max(read, 0);
    if (room < 0) {
      throw Xml.broken("a part of it is far too large", null);
    }
    return read;
  }
}
