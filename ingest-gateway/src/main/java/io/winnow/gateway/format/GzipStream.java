package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks GZIP (RFC 1952), of one member or several, and is strict where the JDK's own is not: what
 * breaks off, has a wrong checksum, or is followed by anything else but more members is refused.
 */
public final class GzipStream extends InputStream {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int MOST_HEADER_BYTES = 128 * 1024;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;

  private final InputStream in;
  private final UnpackBound bound;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] single = new byte[1];
  private int position;
  private int limit;
  private long packed;
  private long unpacked;
  private long memberBytes;
  private boolean inMember;
  private boolean begun;
  private boolean ended;

  /**
   * @param in at the first member's first byte
   */
  public GzipStream(InputStream in, ListLimits limits) {
    this.in = in;
    this.bound = new UnpackBound(limits);
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  /**
   * @throws ListRefused when it is not GZIP from the first byte to the last, or unpacks to too much
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !beginMember()) {
        ended = true;
        inflater.end();
        break;
      }
      int read = inflate(target, offset, length);
      if (read > 0) {
        crc.update(target, offset, read);
        memberBytes += read;
        unpacked += read;
        bound.require(packed, unpacked);
        return read;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsDictionary()) {
        throw broken("is damaged", null);
      } else if (inflater.needsInput()) {
        need();
        inflater.setInput(buffer, position, limit - position);
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) {
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      throw broken("is damaged", e);
    }
  }

  /** False at the end. */
  private boolean beginMember() throws IOException {
    if (begun && position == limit && !fill()) {
      return false;
    }
    if (next() != 0x1F || next() != 0x8B) {
      throw broken(begun ? "is followed by something else" : "does not begin as one", null);
    }
    begun = true;
    int method = next();
    int flags = next();
    if (method != 8 || (flags & RESERVED) != 0) {
      throw broken("is packed in a way that is not known", null);
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    int room = MOST_HEADER_BYTES;
    for (int text : new int[] {NAME, COMMENT}) {
      while ((flags & text) != 0 && next() != 0) {
        if (room-- == 0) {
          throw broken("has too long a header", null);
        }
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    crc.reset();
    memberBytes = 0;
    inMember = true;
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long checksum = word();
    long length = word();
    if (checksum != crc.getValue() || length != (memberBytes & 0xFFFF_FFFFL)) {
      throw broken("is damaged: its checksum is wrong", null);
    }
    inMember = false;
  }

  private long word() throws IOException {
    return (next() | next() << 8 | next() << 16 | (long) next() << 24) & 0xFFFF_FFFFL;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private int next() throws IOException {
    if (position == limit) {
      need();
    }
    return buffer[position++] & 0xFF;
  }

  private void need() throws IOException {
    if (!fill()) {
      throw broken("breaks off", null);
    }
  }

  /** Replaces what is in the buffer, which has been taken. */
  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(read, 0);
    packed += limit;
    return read > 0;
  }

  private static ListRefused broken(String how, @Nullable Exception cause) {
    String message = "the GZIP archive " + how + "; pack the list again, or send it unpacked";
    return cause == null
        ? ListRefused.because(ListFault.BROKEN_ARCHIVE, message)
        : ListRefused.because(ListFault.BROKEN_ARCHIVE, message, cause);
  }

  /** Does not close what it reads from. */
  @Override
  public void close() {
    inflater.end();
  }
}
