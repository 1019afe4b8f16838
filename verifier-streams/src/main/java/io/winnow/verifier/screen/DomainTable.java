package io.winnow.verifier.screen;

import java.util.Collection;

/**
 * The lists of domains and the public suffix list in one table: one walk from the top of a domain
 * finds its public suffix, the domain that somebody registered, and what is listed from there on.
 *
 * <p>A match is a long: what is said of the domain or of a parent that is not above the registered
 * one (16 bits), what is said of the domain itself (16 bits), and where in the text the public
 * suffix begins (8 bits).
 */
final class DomainTable {
  /** A rule of the public suffix list, and its two exceptional kinds. */
  static final int SUFFIX = 1;

  static final int WILDCARD = 1 << 1;
  static final int EXCEPTION = 1 << 2;

  static final int ALLOWED = 1 << 3;
  static final int DISPOSABLE = 1 << 4;
  static final int FREE = 1 << 5;

  /** Common, or real beside a common one: right as it is. */
  static final int KNOWN = 1 << 6;

  /** A misspelling that has an entry of its own. */
  static final int MISSPELT = 1 << 7;

  static final int RULED = 1 << 8;
  static final int DISPOSABLE_MAIL_HOSTS = 1 << 9;

  private static final int BITS = 0xFFFF;

  private final NameTable names = new NameTable();

  void addSuffixes(Collection<String> rules) {
    for (String rule : rules) {
      if (rule.startsWith("*.")) {
        names.add(rule.substring(2), WILDCARD);
      } else if (rule.startsWith("!")) {
        names.add(rule.substring(1), EXCEPTION);
      } else {
        names.add(rule, SUFFIX);
      }
    }
  }

  void add(Collection<String> domains, int bits) {
    for (String domain : domains) {
      names.add(domain, bits);
    }
  }

  void remove(Collection<String> domains, int bits) {
    for (String domain : domains) {
      names.remove(domain, bits);
    }
  }

  /**
   * @param domain in lower-case A-labels, of at most 253 characters
   */
  long match(String domain) {
    int length = domain.length();
    int listed = 0;
    int exact = 0;
    int above = 0;
    int suffix = length;
    int labelEnd = length + 1;
    boolean settled = false;
    int hash = 0;
    for (int i = length - 1; i >= -1; i--) {
      if (i >= 0 && domain.charAt(i) != '.') {
        hash = NameTable.before(domain.charAt(i), hash);
        continue;
      }
      int start = i + 1;
      int said = names.at(domain, start, length, hash);
      boolean isSuffix = false;
      if (!settled) {
        if ((said & EXCEPTION) != 0) {
          suffix = labelEnd;
          settled = true;
          listed = 0;
        } else if (labelEnd > length || (said & SUFFIX) != 0 || (above & WILDCARD) != 0) {
          suffix = start;
          isSuffix = true;
        }
      }
      // what is said of a public suffix is not said of those who registered below it
      listed = isSuffix ? 0 : listed | said;
      exact = said;
      above = said;
      labelEnd = start;
      if (i >= 0) {
        hash = NameTable.before('.', hash);
      }
    }
    listed |= exact;
    return (listed & BITS) | ((long) exact << 16) | ((long) suffix << 32);
  }

  /** What is said of the domain or of a parent up to the registered one. */
  static int listed(long match) {
    return (int) match & BITS;
  }

  /** What is said of the domain itself. */
  static int exact(long match) {
    return (int) (match >>> 16) & BITS;
  }

  /** Where the public suffix begins; at 0 when the domain is one. */
  static int suffixStart(long match) {
    return (int) (match >>> 32);
  }

  /** Whether the text from there on is a rule of the public suffix list. */
  boolean isSuffix(String domain, int from) {
    return (names.at(domain, from, domain.length()) & SUFFIX) != 0;
  }
}
