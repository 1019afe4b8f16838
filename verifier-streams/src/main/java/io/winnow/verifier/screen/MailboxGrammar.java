package io.winnow.verifier.screen;

import io.winnow.verifier.screen.DomainNames.Converted;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of Mailbox (RFC 5321, section 4.1.2) with the local parts and domains of RFC 6531,
 * narrowed to what could be given to RCPT TO at a public mail server: no comments, no folding white
 * space, no source routes, no single-label domain; lengths in octets.
 */
final class MailboxGrammar {
  private static final int MAX_LOCAL_PART = 64;
  private static final int MAX_ADDRESS = 254;
  private static final String SPECIAL_ATEXT = "!#$%&'*+-/=?^_`{|}~";
  private static final boolean[] ATEXT = new boolean[128];

  /** RFC 5321, section 4.1.3: an IPv4 address, or a tagged IPv6 one. */
  private static final Pattern IPV4 =
      Pattern.compile(
          "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

  static {
    for (int c = 0; c < ATEXT.length; c++) {
      ATEXT[c] =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || SPECIAL_ATEXT.indexOf(c) >= 0;
    }
  }

  private MailboxGrammar() {}

  /** Parses an address that is neither empty nor surrounded by white space. */
  static Screened parse(String address) {
    int at;
    if (address.charAt(0) == '"') {
      int end = endOfQuoted(address);
      if (end < 0) {
        return new Screened.Invalid(SyntaxFault.BAD_QUOTING, -end - 1);
      }
      if (end == address.length()) {
        return new Screened.Invalid(SyntaxFault.MISSING_AT, end);
      }
      if (address.charAt(end) != '@') {
        return new Screened.Invalid(SyntaxFault.BAD_QUOTING, end);
      }
      at = end;
    } else {
      at = address.indexOf('@');
      if (at < 0) {
        return new Screened.Invalid(SyntaxFault.MISSING_AT, address.length());
      }
      Screened.@Nullable Invalid broken = brokenDotString(address, at);
      if (broken != null) {
        return broken;
      }
    }
    if (octets(address, 0, at) > MAX_LOCAL_PART) {
      return new Screened.Invalid(SyntaxFault.LOCAL_PART_TOO_LONG, MAX_LOCAL_PART);
    }
    return domain(address, at);
  }

  private static Screened domain(String address, int at) {
    if (at + 1 == address.length()) {
      return new Screened.Invalid(SyntaxFault.EMPTY_DOMAIN, at + 1);
    }
    int second = address.indexOf('@', at + 1);
    if (second >= 0) {
      return new Screened.Invalid(SyntaxFault.SECOND_AT, second);
    }
    String local = address.substring(0, at);
    String domain = address.substring(at + 1);
    if (domain.charAt(0) == '[') {
      return isLiteral(domain)
          ? new Screened.Literal(address)
          : new Screened.Invalid(SyntaxFault.BAD_DOMAIN_LITERAL, at + 1);
    }
    return switch (DomainNames.toAscii(domain)) {
      case Converted.Broken broken -> new Screened.Invalid(broken.fault(), at + 1);
      case Converted.Name name
          when octets(local, 0, local.length()) + 1 + name.ascii().length() > MAX_ADDRESS ->
          new Screened.Invalid(SyntaxFault.TOO_LONG, MAX_ADDRESS);
      case Converted.Name name -> new Screened.Mailbox(local, name.ascii());
    };
  }

  /** Null when it is sound. */
  private static Screened.@Nullable Invalid brokenDotString(String address, int end) {
    if (end == 0) {
      return new Screened.Invalid(SyntaxFault.EMPTY_LOCAL_PART, 0);
    }
    boolean afterDot = true;
    for (int i = 0; i < end; i++) {
      char c = address.charAt(i);
      if (c == '.') {
        if (afterDot) {
          return new Screened.Invalid(SyntaxFault.MISPLACED_DOT, i);
        }
        afterDot = true;
        continue;
      }
      afterDot = false;
      if (c < 128 ? !ATEXT[c] : !isUtf8NonAscii(address, i)) {
        return new Screened.Invalid(SyntaxFault.BAD_LOCAL_PART_CHARACTER, i);
      }
      if (Character.isHighSurrogate(c)) {
        i++;
      }
    }
    return afterDot ? new Screened.Invalid(SyntaxFault.MISPLACED_DOT, end - 1) : null;
  }

  /** Index behind the closing quote, or -(index of the fault) - 1. */
  private static int endOfQuoted(String address) {
    for (int i = 1; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i++;
        if (i == address.length() || address.charAt(i) < ' ' || address.charAt(i) > '~') {
          return -i - 1;
        }
      } else if (c < 128 ? c < ' ' || c == 127 : !isUtf8NonAscii(address, i)) {
        return -i - 1;
      } else if (Character.isHighSurrogate(c)) {
        i++;
      }
    }
    return -address.length() - 1;
  }

  /**
   * UTF8-non-ascii of RFC 6531, section 3.3, without what no mail system would take: lone
   * surrogates, controls, formats, white space, private and unassigned code points.
   */
  private static boolean isUtf8NonAscii(String text, int index) {
    int codePoint = text.codePointAt(index);
    return switch (Character.getType(codePoint)) {
      case Character.SURROGATE,
          Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static boolean isLiteral(String domain) {
    if (!domain.endsWith("]")) {
      return false;
    }
    String inner = domain.substring(1, domain.length() - 1);
    return inner.regionMatches(true, 0, "IPv6:", 0, 5)
        ? Ipv6.isAddress(inner.substring(5))
        : IPV4.matcher(inner).matches();
  }

  private static int octets(String text, int from, int to) {
    int octets = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      // a surrogate pair is four octets: two for each half
      octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return octets;
  }
}
