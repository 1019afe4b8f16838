package io.winnow.verifier.screen;

import java.util.Set;

/** Decides what can be told of an address without asking anyone. Pure; safe for concurrent use. */
public final class Screen {
  private Screen() {}

  /**
   * Top-level domains that the DNS never delegates. {@code .test} and {@code .example} are left to
   * the DNS, which says the same of them, so that a laboratory can serve them.
   */
  private static final Set<String> RESERVED_TOP_LEVELS =
      Set.of("invalid", "localhost", "local", "onion");

  /** Screens a cell of the list. White space around the address does not count. */
  public static Screened of(String cell) {
    String address = strip(cell);
    if (address.isEmpty()) {
      return new Screened.Empty();
    }
    Screened screened = MailboxGrammar.parse(address);
    return screened instanceof Screened.Mailbox mailbox && reserved(mailbox.domain())
        ? new Screened.Reserved(mailbox.normalized())
        : screened;
  }

  /**
   * Without what surrounds an address unseen: white space of Unicode, which includes the no-break
   * spaces of spreadsheets and web pages, byte order marks and zero-width spaces.
   */
  private static String strip(String cell) {
    int start = 0;
    int end = cell.length();
    while (start < end && unseen(cell.charAt(start))) {
      start++;
    }
    while (end > start && unseen(cell.charAt(end - 1))) {
      end--;
    }
    return cell.substring(start, end);
  }

  private static boolean unseen(char c) {
    return c == ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\u0085'
        || c == '\u200B'
        || c == '\uFEFF';
  }

  private static boolean reserved(String domain) {
    return RESERVED_TOP_LEVELS.contains(domain.substring(domain.lastIndexOf('.') + 1));
  }
}
