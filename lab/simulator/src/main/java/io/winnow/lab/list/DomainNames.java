package io.winnow.lab.list;

import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.World;

/** What the numbered domains of the lab zone are called. */
final class DomainNames {
  private static final int ONE_IN_UNICODE = 29;

  private DomainNames() {}

  /** In ASCII. */
  static String plain(DomainKind kind, long number) {
    return plain(kind.label(), number);
  }

  private static String plain(String label, long number) {
    Draws draws = Draws.ofRow(label.hashCode(), number);
    return domain(
        draws.pick(Vocabulary.TRADES)
            + "-"
            + Vocabulary.plain(draws.pick(Vocabulary.LAST_NAMES))
            + "-"
            + number,
        label);
  }

  /**
   * In ASCII, or now and then in Unicode, as people write an internationalised name.
   *
   * @param label of the kind of domain
   */
  static String asWritten(String label, long number) {
    if (number % ONE_IN_UNICODE != 1) {
      return plain(label, number);
    }
    Draws draws = Draws.ofRow(label.hashCode(), number);
    return domain(draws.pick(Vocabulary.TRADES_WITH_UMLAUTS) + "-" + number, label);
  }

  private static String domain(String name, String label) {
    return name + "." + label + "." + World.LAB_ZONE;
  }
}
