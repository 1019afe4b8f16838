package io.winnow.verifier.screen;

import io.winnow.kit.mailbox.AddressText;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Decides what can be told of an address without asking anyone. Safe for concurrent use. */
public final class Screen {

  /**
   * Top-level domains that the DNS never delegates. {@code .test} and {@code .example} are left to
   * the DNS, which says the same of them, so that a laboratory can serve them.
   */
  private static final Set<String> RESERVED_TOP_LEVELS =
      Set.of("invalid", "localhost", "local", "onion");

  private final Supplier<Lists> lists;

  /**
   * @param lists asked anew for each address, so that they may change
   */
  public Screen(Supplier<Lists> lists) {
    this.lists = lists;
  }

  /** Screens a cell of the list. White space around the address does not count. */
  public Screened of(String cell) {
    String address = AddressText.strip(cell);
    if (address.isEmpty()) {
      return new Screened.Empty();
    }
    Screened screened = MailboxGrammar.parse(address);
    if (!(screened instanceof Screened.Mailbox mailbox)) {
      return screened;
    }
    return reserved(mailbox.domain())
        ? new Screened.Reserved(mailbox.normalized())
        : lists.get().describe(mailbox.localPart(), mailbox.domain());
  }

  /**
   * What the lists add to an address once its domain's mail hosts are known.
   *
   * @param hosts in lower-case A-labels
   */
  public Screened.Mailbox withMailHosts(Screened.Mailbox mailbox, List<String> hosts) {
    return lists.get().withMailHosts(mailbox, hosts);
  }

  private static boolean reserved(String domain) {
    return RESERVED_TOP_LEVELS.contains(domain.substring(domain.lastIndexOf('.') + 1));
  }
}
