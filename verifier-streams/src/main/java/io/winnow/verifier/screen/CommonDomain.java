package io.winnow.verifier.screen;

/**
 * A domain that many people know.
 *
 * @param name in lower-case A-labels
 * @param kind how misspellings of it are taken
 */
public record CommonDomain(String name, Kind kind) {

  /** How misspellings of a domain are taken. */
  public enum Kind {
    /** As surely meant for it. */
    TOP,
    /** As perhaps meant for it. */
    COMMON,
    /** Not at all: it is no misspelling itself, and that is all. */
    REAL
  }
}
