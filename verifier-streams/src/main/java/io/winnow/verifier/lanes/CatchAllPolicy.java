package io.winnow.verifier.lanes;

import java.util.Locale;

/** What is known beforehand of an operator's answers to mailboxes that do not exist. */
enum CatchAllPolicy {
  /** Nothing: each domain is asked for a local part made up at random. */
  ASK,
  /** It refuses them: an accepted mailbox exists. */
  REFUSES_UNKNOWN,
  /** It accepts them, or refuses by chance: an accepted mailbox means nothing. */
  UNVERIFIABLE;

  private final String fileName = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** As in the file of operators. */
  String fileName() {
    return fileName;
  }
}
