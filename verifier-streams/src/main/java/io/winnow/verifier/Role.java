package io.winnow.verifier;

/**
 * What a verifier process does: each role is an application of its own, so that, say, the hosts
 * that talk to mail servers can be others than those that count.
 */
public enum Role {
  /** Screens addresses and asks the DNS. */
  VERIFY,
  /** Asks mail servers. */
  PROBE,
  /** Admits lists, counts rows and keeps accounts. */
  ACCOUNTS,
  /** Keeps the accounts' contacts, where the directory is wanted. */
  DIRECTORY
}
