package io.winnow.verifier.smtp;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * An address that can stand in MAIL and RCPT as it is. It is screened already; this is the last
 * door before the wire, and trusts nobody: whatever is no Mailbox of RFC 5321, section 4.1.2, with
 * the local parts of RFC 6531, cannot be made into one of these.
 *
 * @param localPart at most 64 octets of UTF-8, with its quotes if it has some
 * @param domain in A-labels, at least two, at most 253 octets
 */
public record Mailbox(String localPart, String domain) {
  private static final int MAX_LOCAL_PART = 64;
  private static final int MAX_DOMAIN = 253;

  /** A path has 256 octets (RFC 5321, section 4.5.3.1.3), of which two are angle brackets. */
  private static final int MAX_ADDRESS = 254;

  /** Everything beyond ASCII that is neither a control nor any kind of white space. */
  private static final String UTF8 = "[^\\x00-\\x7F\\p{Z}\\p{Cc}\\p{Cs}]";

  private static final String ATOM = "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|" + UTF8 + ")+";
  private static final Pattern DOT_STRING = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
  private static final Pattern QUOTED_STRING =
      Pattern.compile("\"(?:[ !#-\\[\\]-~]|" + UTF8 + "|\\\\[ -~])*\"");
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern DOMAIN = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

  /**
   * @throws IllegalArgumentException when it could not stand in a command; the message does not
   *     repeat it
   */
  public Mailbox {
    int octets = octets(localPart, MAX_LOCAL_PART);
    if (!DOT_STRING.matcher(localPart).matches() && !QUOTED_STRING.matcher(localPart).matches()) {
      throw new IllegalArgumentException("not a local part of RFC 5321 and RFC 6531");
    }
    if (domain.length() > MAX_DOMAIN || !DOMAIN.matcher(domain).matches()) {
      throw new IllegalArgumentException("not a domain name in A-labels");
    }
    if (octets + 1 + domain.length() > MAX_ADDRESS) {
      throw new IllegalArgumentException("longer than " + MAX_ADDRESS + " octets");
    }
  }

  private static int octets(String text, int most) {
    // every UTF-16 unit is at least one octet
    if (text.isEmpty() || text.length() > most) {
      throw new IllegalArgumentException("not 1 to " + most + " octets");
    }
    try {
      int octets = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
      if (octets > most) {
        throw new IllegalArgumentException("not 1 to " + most + " octets");
      }
      return octets;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not Unicode", e);
    }
  }

  /** Whether only a server with SMTPUTF8 can be asked for it (RFC 6531). */
  public boolean needsSmtpUtf8() {
    return localPart.chars().anyMatch(c -> c > 0x7F);
  }

  @Override
  public String toString() {
    return localPart + "@" + domain;
  }
}
