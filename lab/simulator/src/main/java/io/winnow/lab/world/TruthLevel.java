package io.winnow.lab.world;

import java.util.Locale;

/** How much was asked for a verdict. */
public enum TruthLevel {
  /** The address as a text, and lists of names. */
  SYNTAX,
  /** The DNS too. */
  DNS,
  /** The mail server too. */
  SMTP;

  /** As on the command line, such as {@code dns}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
