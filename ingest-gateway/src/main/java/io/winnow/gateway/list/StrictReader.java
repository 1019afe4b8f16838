package io.winnow.gateway.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;

/**
 * Decodes without mercy: bytes that mean nothing in the charset are a fault with a line, never a
 * replacement character. What stands before them is handed out first, so that a fault that comes
 * earlier in the list is told first. A byte order mark at the start is left out.
 */
final class StrictReader extends Reader {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
  private boolean sourceEnded;
  private boolean started;
  private boolean flushed;
  private long lineBreaks;
  private boolean lastWasCarriageReturn;

  /**
   * @param head bytes already taken from {@code in}, at most 64 KiB
   */
  StrictReader(InputStream in, Charset charset, byte[] head) {
    this.in = in;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    bytes.put(head).flip();
  }

  /**
   * @param length at least 2, since a character beyond the BMP takes two
   * @throws ListRefused with {@link ListFault#INVALID_ENCODING}
   */
  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    if (length < 2) {
      throw new IllegalArgumentException("no room for a surrogate pair");
    }
    CharBuffer out = CharBuffer.wrap(buffer, offset, length).slice();
    while (true) {
      if (flushed) {
        return -1;
      }
      CoderResult result = decoder.decode(bytes, out, sourceEnded);
      if (result.isUnderflow() && sourceEnded) {
        flushed = decoder.flush(out).isUnderflow();
      }
      int decoded = out.position();
      if (decoded > 0) {
        int dropped = started ? 0 : dropByteOrderMark(buffer, offset, decoded);
        started = true;
        if (decoded > dropped) {
          countLines(buffer, offset, decoded - dropped);
          return decoded - dropped;
        }
        out.clear();
      } else if (result.isError()) {
        throw invalid(result.length());
      } else if (!sourceEnded) {
        fill();
      }
    }
  }

  private static int dropByteOrderMark(char[] buffer, int offset, int length) {
    if (buffer[offset] != BYTE_ORDER_MARK) {
      return 0;
    }
    System.arraycopy(buffer, offset + 1, buffer, offset, length - 1);
    return 1;
  }

  private void fill() throws IOException {
    bytes.compact();
    int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (read < 0) {
      sourceEnded = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  private void countLines(char[] buffer, int offset, int length) {
    boolean carriageReturn = lastWasCarriageReturn;
    for (int i = offset; i < offset + length; i++) {
      char c = buffer[i];
      if (c > '\r') {
        carriageReturn = false;
      } else if (c == '\r') {
        lineBreaks++;
        carriageReturn = true;
      } else {
        if (c == '\n' && !carriageReturn) {
          lineBreaks++;
        }
        carriageReturn = false;
      }
    }
    lastWasCarriageReturn = carriageReturn;
  }

  private ListRefused invalid(int length) {
    byte[] wrong = new byte[Math.min(length, bytes.remaining())];
    bytes.get(bytes.position(), wrong);
    return ListRefused.atLine(
        ListFault.INVALID_ENCODING,
        lineBreaks + 1,
        "the bytes "
            + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(wrong)
            + " are not valid "
            + charset.name()
            + "; save the list as UTF-8, or name its charset, such as ?charset=windows-1252 in"
            + " the URL or --charset windows-1252 on the command line");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
