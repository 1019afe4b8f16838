package io.winnow.lab.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client's octets as lines, with what is wrong with each. */
final class CommandLines {
  private static final int LONGEST = 512;

  /** RFC 6531 section 3.4 and RFC 1870 add to MAIL and RCPT; this is more than all of it. */
  private static final int LONGEST_WITH_SMTPUTF8 = 1_012;

  private static final int MOST_READ = 1 << 16;

  /**
   * A line.
   *
   * @param text without its end
   * @param more whether something has come behind it already
   */
  record Line(String text, Set<Flaw> flaws, boolean more) {}

  private final InputStream in;

  CommandLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** Null at the end of the connection; a line without an end is lost. */
  @Nullable Line next(boolean smtpUtf8) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    int octet;
    while ((octet = in.read()) != '\n') {
      if (octet < 0 || octets.size() == MOST_READ) {
        return null;
      }
      octets.write(octet);
    }
    return line(octets.toByteArray(), smtpUtf8);
  }

  private Line line(byte[] octets, boolean smtpUtf8) throws IOException {
    Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    int length = octets.length;
    if (length > 0 && octets[length - 1] == '\r') {
      length--;
    } else {
      flaws.add(Flaw.BARE_LF);
    }
    for (int i = 0; i < length; i++) {
      byte octet = octets[i];
      if (octet == '\r') {
        flaws.add(Flaw.BARE_CR);
      } else if (octet == 0) {
        flaws.add(Flaw.NUL);
      } else if ((octet >= 0 && octet < ' ') || octet == 0x7F) {
        flaws.add(Flaw.CONTROL_CHARACTER);
      }
    }
    if (octets.length + 1 > (smtpUtf8 ? LONGEST_WITH_SMTPUTF8 : LONGEST)) {
      flaws.add(Flaw.TOO_LONG);
    }
    return new Line(decoded(octets, length, flaws), flaws, in.available() > 0);
  }

  private static String decoded(byte[] octets, int length, Set<Flaw> flaws) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets, 0, length))
          .toString();
    } catch (CharacterCodingException malformed) {
      flaws.add(Flaw.NOT_UTF8);
      return new String(octets, 0, length, StandardCharsets.UTF_8);
    }
  }
}
