package io.winnow.contracts;

import java.time.Instant;
import java.util.List;

/**
 * Who owns jobs, keys and credits, as it stands now. Written by the admission topology alone.
 *
 * @param v version of this record's form
 * @param name unique, 1 to 64 of {@code [a-z0-9._-]}, beginning with a letter or digit
 * @param unmetered whether it may verify without credits; its balance then means nothing
 * @param keys that are good; a revoked key is not among them
 * @param limits its own
 * @param balance credits that are free, never negative
 * @param reserved credits held for jobs that have not ended, never negative
 * @param ledgerSequence number of the last entry in its ledger; 0 when there is none
 * @param createdAt when it was added
 * @param updatedAt when this state was written
 */
public record Account(
    int v,
    String name,
    boolean unmetered,
    List<AccountKey> keys,
    AccountLimits limits,
    long balance,
    long reserved,
    long ledgerSequence,
    Instant createdAt,
    Instant updatedAt) {
  public static final int VERSION = 1;

  /** What balance and reserved credits may be together: what a double holds exactly. */
  public static final long MOST_CREDITS = (1L << 53) - 1;

  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,63}";

  /**
   * @throws IllegalArgumentException when the version is unknown, the name is none, something is
   *     missing or negative
   */
  public Account {
    Component.knownVersion(v, VERSION);
    requireName(Component.required(name, "name"));
    keys = List.copyOf(Component.required(keys, "keys"));
    Component.required(limits, "limits");
    Component.notNegative(balance, "balance");
    Component.notNegative(reserved, "reserved");
    Component.notNegative(ledgerSequence, "ledgerSequence");
    Component.required(createdAt, "createdAt");
    Component.required(updatedAt, "updatedAt");
  }

  /** Whether it may be an account's name. */
  public static boolean isName(String name) {
    return name.matches(NAME);
  }

  /**
   * The name, when it may be one.
   *
   * @throws IllegalArgumentException saying what a name looks like, when it may not
   */
  public static String requireName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "account name '"
              + name
              + "' is not 1 to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit");
    }
    return name;
  }
}
