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
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Finds the charset, when nobody says it, at the first byte that is not ASCII, and decodes without
 * mercy: bytes that mean nothing in the charset are a fault with a line, never a replacement
 * character. What stands before them is handed out first, so that a fault that comes earlier in the
 * list is told first. A byte order mark at the start is left out.
 *
 * <p>A NUL is refused: no list has any, and what has is nearly always of another charset.
 */
final class StrictReader extends Reader {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int LONGEST_CHARACTER = 4;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES + CharsetDetection.WINDOW);
  private Charset charset;
  private CharsetDecoder decoder;

  /** Whether the charset is settled; until then all that was decoded was ASCII. */
  private boolean settled;

  /** Whether there are bytes that nobody has looked at for the charset. */
  private boolean unseen;

  private byte lastAscii = '\n';
  private boolean nulFollows;
  private boolean sourceEnded;
  private boolean started;
  private boolean flushed;
  private long lineBreaks;
  private boolean lastWasCarriageReturn;

  /**
   * @param charset null when it is to be found
   * @param head bytes already taken from {@code in}, at most 64 KiB
   */
  StrictReader(InputStream in, @Nullable Charset charset, byte[] head) {
    this.in = in;
    this.settled = charset != null;
    this.charset = charset == null ? StandardCharsets.UTF_8 : charset;
    this.decoder = decoder(this.charset);
    this.unseen = !settled;
    bytes.put(head).flip();
  }

  private static CharsetDecoder decoder(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** As said, or as found in what has been read so far: UTF-8 while all of it is ASCII. */
  Charset charset() {
    return charset;
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
      if (nulFollows) {
        throw nul();
      }
      if (flushed) {
        return -1;
      }
      if (unseen) {
        settle();
      }
      CoderResult result = decoder.decode(bytes, out, sourceEnded);
      if (result.isUnderflow() && sourceEnded) {
        flushed = decoder.flush(out).isUnderflow();
      }
      int decoded = out.position();
      if (decoded > 0) {
        int dropped = started ? 0 : dropByteOrderMark(buffer, offset, decoded);
        started = true;
        int good = countLines(buffer, offset, decoded - dropped);
        if (good > 0) {
          return good;
        }
        out.clear();
      } else if (result.isError()) {
        throw invalid(result.length());
      } else if (!sourceEnded) {
        fill();
      }
    }
  }

  /** Whether there is something to decode, or at hand; what has ended is not. */
  @Override
  public boolean ready() throws IOException {
    return bytes.remaining() >= LONGEST_CHARACTER || in.available() > 0;
  }

  private static int dropByteOrderMark(char[] buffer, int offset, int length) {
    if (buffer[offset] != BYTE_ORDER_MARK) {
      return 0;
    }
    System.arraycopy(buffer, offset + 1, buffer, offset, length - 1);
    return 1;
  }

  private void fill() throws IOException {
    // the room for the window is taken when the charset is found, and only then
    fill(BUFFER_BYTES);
    unseen = !settled;
  }

  private void fill(int upTo) throws IOException {
    bytes.compact();
    int room = Math.max(1, upTo - bytes.position());
    int read = in.read(bytes.array(), bytes.position(), room);
    if (read < 0) {
      sourceEnded = true;
    } else {
      bytes.position(bytes.position() + read);
    }
    bytes.flip();
  }

  /** Finds the charset if the bytes at hand tell it, or else the last of them for the next time. */
  private void settle() throws IOException {
    unseen = false;
    int first = firstBeyondAscii();
    if (first == bytes.limit()) {
      if (bytes.hasRemaining()) {
        lastAscii = bytes.get(first - 1);
      }
      return;
    }
    int ahead = first - bytes.position();
    byte before = ahead > 0 ? bytes.get(first - 1) : lastAscii;
    while (!sourceEnded && bytes.remaining() - ahead < CharsetDetection.WINDOW) {
      fill(ahead + CharsetDetection.WINDOW);
    }
    int start = bytes.position() + ahead;
    int end = Math.min(bytes.limit(), start + CharsetDetection.WINDOW);
    charset = CharsetDetection.of(before, bytes.array(), start, end);
    decoder = decoder(charset);
    settled = true;
  }

  private int firstBeyondAscii() {
    byte[] array = bytes.array();
    int i = bytes.position();
    int limit = bytes.limit();
    while (i < limit && array[i] >= 0) {
      i++;
    }
    return i;
  }

  /** Up to the first NUL, which is told of when what is before it has been taken. */
  private int countLines(char[] buffer, int offset, int length) {
    boolean carriageReturn = lastWasCarriageReturn;
    for (int i = offset; i < offset + length; i++) {
      char c = buffer[i];
      if (c > '\r') {
        carriageReturn = false;
      } else if (c == 0) {
        nulFollows = true;
        return i - offset;
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
    return length;
  }

  private ListRefused nul() {
    return ListRefused.atLine(
        ListFault.INVALID_ENCODING,
        lineBreaks + 1,
        "there is a NUL character; take it out, and see whether the list is in the charset "
            + charset.name()
            + " that it is read in");
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
