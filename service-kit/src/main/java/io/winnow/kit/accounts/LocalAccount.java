package io.winnow.kit.accounts;

/** Whose requests are that need no key: those of the machine's own user. */
public final class LocalAccount {
  private LocalAccount() {}

  /** Its name, which no account of the table has. */
  public static final String NAME = "local";
}
