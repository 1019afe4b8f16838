package io.winnow.verifier.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads replies (RFC 5321, section 4.2), a little more tolerant than the standard: lines may end in
 * a bare LF, be longer than 512 octets, and stand behind empty ones. Not safe for concurrent use.
 */
final class ReplyReader {
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_REPLY = 32 * 1024;
  private static final int MAX_LINES = 100;
  private static final int MAX_EMPTY_LINES = 10;

  private final InputStream in;
  private final Transcript transcript;
  private final byte[] buffer = new byte[4 * 1024];
  private int position;
  private int limit;

  ReplyReader(InputStream in, Transcript transcript) {
    this.in = in;
    this.transcript = transcript;
  }

  /** Whether something has come that nobody has read; line breaks do not count. */
  boolean hasUnread() throws IOException {
    while (position < limit || in.available() > 0) {
      if (position == limit && !fill()) {
        return false;
      }
      if (buffer[position] != '\r' && buffer[position] != '\n') {
        return true;
      }
      position++;
    }
    return false;
  }

  /** Whether octets have been taken from the stream that nobody has read. */
  boolean hasBuffered() {
    return position < limit;
  }

  /**
   * The next reply; its code is 0 when what came is none, and then nothing more should be read.
   *
   * @throws EOFException when the other side ends the connection before the reply is complete
   */
  SmtpReply read() throws IOException {
    StringBuilder text = new StringBuilder();
    int code = 0;
    int octets = 0;
    int emptyLines = 0;
    for (int lines = 0; lines < MAX_LINES; ) {
      byte[] line = readLine();
      if (line.length == 0 && lines == 0 && emptyLines++ < MAX_EMPTY_LINES) {
        continue;
      }
      String shown = printable(line, 0);
      transcript.add(Transcript.Direction.SERVER, shown);
      int found = code(line);
      octets += line.length;
      if (found == 0 || octets > MAX_REPLY || (lines > 0 && found != code)) {
        return new SmtpReply(0, shown);
      }
      code = found;
      if (lines++ > 0) {
        text.append('\n');
      }
      text.append(line.length > 4 ? printable(line, 4) : "");
      if (line.length == 3 || line[3] == ' ') {
        return new SmtpReply(code, text.toString());
      }
    }
    return new SmtpReply(0, "a reply of more than " + MAX_LINES + " lines");
  }

  /** Without its line break; cut off after its maximum, so that it cannot be a reply. */
  private byte[] readLine() throws IOException {
    byte[] line = new byte[128];
    int length = 0;
    while (true) {
      if (position == limit && !fill()) {
        throw new EOFException(
            length == 0 ? "the server closed the connection" : "closed in the middle of a line");
      }
      byte octet = buffer[position++];
      if (octet == '\n') {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return Arrays.copyOf(line, end);
      }
      if (length == MAX_LINE) {
        return "a line of more than %d octets".formatted(MAX_LINE).getBytes(StandardCharsets.UTF_8);
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = octet;
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  /** 0 when the line is none of a reply. */
  private static int code(byte[] line) {
    if (line.length < 3
        || line[0] < '2'
        || line[0] > '5'
        || !isDigit(line[1])
        || !isDigit(line[2])
        || (line.length > 3 && line[3] != ' ' && line[3] != '-')) {
      return 0;
    }
    return (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  private static String printable(byte[] line, int from) {
    return Printable.of(new String(line, from, line.length - from, StandardCharsets.UTF_8));
  }
}
