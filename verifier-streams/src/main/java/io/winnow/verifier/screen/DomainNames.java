package io.winnow.verifier.screen;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.util.Locale;

/**
 * Domain names by UTS 46, non-transitional, with the STD3 rules: lower-case A-labels. Names in
 * plain ASCII, which are nearly all, never touch ICU.
 */
final class DomainNames {
  private DomainNames() {}

  private static final int MAX_LABEL = 63;
  private static final int MAX_NAME = 253;
  private static final int IDNA_OPTIONS =
      IDNA.NONTRANSITIONAL_TO_ASCII
          | IDNA.NONTRANSITIONAL_TO_UNICODE
          | IDNA.USE_STD3_RULES
          | IDNA.CHECK_BIDI
          | IDNA.CHECK_CONTEXTJ;

  /** ICU's data takes time and memory to load: only once somebody needs it. */
  private static final class Idna {
    static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA_OPTIONS);
  }

  /** A name, or the rule that it breaks. */
  sealed interface Converted {
    record Name(String ascii) implements Converted {}

    record Broken(SyntaxFault fault) implements Converted {}
  }

  static Converted toAscii(String domain) {
    return asciiOnly(domain) ? check(domain.toLowerCase(Locale.ROOT)) : byUts46(domain);
  }

  /**
   * Each label by itself, as a name in plain ASCII has it: what is ASCII is left to the DNS, also
   * with hyphens in the third and fourth place or as a false A-label, and what is not is converted.
   * Only the rule of names with letters written from right to left (RFC 5893, section 2) is one of
   * the whole name.
   */
  private static Converted byUts46(String domain) {
    StringBuilder ascii = new StringBuilder(domain.length() + 16);
    boolean sound = true;
    int start = 0;
    for (int i = 0; i <= domain.length(); i++) {
      if (i < domain.length() && !isFullStop(domain.charAt(i))) {
        continue;
      }
      String label = domain.substring(start, i);
      if (asciiOnly(label)) {
        ascii.append(label);
      } else {
        IDNA.Info info = new IDNA.Info();
        try {
          ascii.append(Idna.UTS46.labelToASCII(label, new StringBuilder(), info));
        } catch (ICUInputTooLongException _) {
          // beyond 1,000 code units a label is not even converted
          return new Converted.Broken(SyntaxFault.LABEL_TOO_LONG);
        }
        sound &= !info.hasErrors();
      }
      if (i < domain.length()) {
        ascii.append('.');
      }
      start = i + 1;
    }
    // a failed conversion may still tell of length or empty labels, which check names better
    Converted checked = check(ascii.toString().toLowerCase(Locale.ROOT));
    if (checked instanceof Converted.Broken) {
      return checked;
    }
    return sound && soundBothWays(domain) ? checked : new Converted.Broken(SyntaxFault.BAD_LABEL);
  }

  private static boolean soundBothWays(String domain) {
    IDNA.Info info = new IDNA.Info();
    Idna.UTS46.nameToASCII(domain, new StringBuilder(), info);
    return !info.getErrors().contains(IDNA.Error.BIDI);
  }

  /** The full stops that UTS 46 takes for dots. */
  private static boolean isFullStop(char c) {
    return c == '.' || c == '\u3002' || c == '\uFF0E' || c == '\uFF61';
  }

  /** The name with its A-labels in Unicode; those that are false stay as they are. */
  static String toUnicode(String name) {
    if (!hasALabel(name)) {
      return name;
    }
    StringBuilder unicode = new StringBuilder(name.length());
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i < name.length() && name.charAt(i) != '.') {
        continue;
      }
      String label = name.substring(start, i);
      IDNA.Info info = new IDNA.Info();
      StringBuilder converted = new StringBuilder();
      if (label.startsWith("xn--")) {
        Idna.UTS46.labelToUnicode(label, converted, info);
      }
      unicode.append(converted.isEmpty() || info.hasErrors() ? label : converted);
      if (i < name.length()) {
        unicode.append('.');
      }
      start = i + 1;
    }
    return unicode.toString();
  }

  /** Whether a label of a lower-case name begins as A-labels do. */
  static boolean hasALabel(String name) {
    return name.startsWith("xn--") || name.contains(".xn--");
  }

  /** The rules of host names (RFC 1123, section 2.1) and of mail (RFC 5321, section 4.1.2). */
  private static Converted check(String name) {
    int start = 0;
    int labels = 0;
    int lastStart = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i < name.length() && name.charAt(i) != '.') {
        continue;
      }
      int length = i - start;
      if (length == 0) {
        return new Converted.Broken(SyntaxFault.EMPTY_LABEL);
      }
      if (length > MAX_LABEL) {
        return new Converted.Broken(SyntaxFault.LABEL_TOO_LONG);
      }
      if (!isLabel(name, start, i)) {
        return new Converted.Broken(SyntaxFault.BAD_LABEL);
      }
      labels++;
      lastStart = start;
      start = i + 1;
    }
    if (name.length() > MAX_NAME) {
      return new Converted.Broken(SyntaxFault.TOO_LONG);
    }
    if (labels < 2) {
      return new Converted.Broken(SyntaxFault.SINGLE_LABEL_DOMAIN);
    }
    if (allDigits(name, lastStart)) {
      return new Converted.Broken(SyntaxFault.NUMERIC_TOP_LEVEL);
    }
    return new Converted.Name(name);
  }

  private static boolean isLabel(String name, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = name.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean innerHyphen = c == '-' && i > start && i < end - 1;
      if (!letterOrDigit && !innerHyphen) {
        return false;
      }
    }
    return true;
  }

  private static boolean allDigits(String name, int start) {
    for (int i = start; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  static boolean asciiOnly(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }
}
