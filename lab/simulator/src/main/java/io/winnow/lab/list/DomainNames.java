package io.winnow.lab.list;

import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.World;

/** What the numbered domains of the lab zone are called. */
final class DomainNames {
  private static final int ONE_IN_UNICODE = 29;

  private DomainNames() {}

  /** In ASCII. */
  static String plain(DomainKind kind, long number) {
    Draws draws = Draws.ofRow(kind.label().hashCode(), number);
    return World.domain(
        draws.pick(Vocabulary.TRADES)
            + "-"
            + Vocabulary.plain(draws.pick(Vocabulary.LAST_NAMES))
            + "-"
            + number,
        kind);
  }

  /** In ASCII, or now and then in Unicode, as people write an internationalised name. */
  static String asWritten(DomainKind kind, long number) {
    if (number % ONE_IN_UNICODE != 1) {
      return plain(kind, number);
    }
    Draws draws = Draws.ofRow(kind.label().hashCode(), number);
    return World.domain(draws.pick(Vocabulary.TRADES_WITH_UMLAUTS) + "-" + number, kind);
  }
}
