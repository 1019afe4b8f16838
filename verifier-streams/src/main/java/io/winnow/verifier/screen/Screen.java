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
    String address = cell.strip();
    if (address.isEmpty()) {
      return new Screened.Empty();
    }
    Screened screened = MailboxGrammar.parse(address);
    return screened instanceof Screened.Mailbox mailbox && reserved(mailbox.domain())
        ? new Screened.Reserved(mailbox.normalized())
        : screened;
  }

  private static boolean reserved(String domain) {
    return RESERVED_TOP_LEVELS.contains(domain.substring(domain.lastIndexOf('.') + 1));
  }
}
