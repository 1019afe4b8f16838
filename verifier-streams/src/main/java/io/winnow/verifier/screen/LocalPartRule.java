package io.winnow.verifier.screen;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What local parts a provider gives out.
 *
 * @param domains of the provider, in lower-case A-labels
 * @param least characters at least, counted as written
 * @param most characters at most, without the uncounted ones
 * @param characters those that may occur; small letters stand for capitals as well
 * @param uncounted those that the provider ignores
 * @param exceptions local parts that exist all the same, in small letters
 */
public record LocalPartRule(
    Set<String> domains,
    int least,
    int most,
    Set<Character> characters,
    Set<Character> uncounted,
    Set<String> exceptions) {

  public LocalPartRule {
    domains = Set.copyOf(domains);
    characters = Set.copyOf(characters);
    uncounted = Set.copyOf(uncounted);
    exceptions = Set.copyOf(exceptions);
  }

  /** The rule that a local part breaks, without its tag; null when it keeps them all. */
  @Nullable String brokenBy(String localPart) {
    LocalPart parts = LocalPart.of(localPart);
    int counted = 0;
    boolean allowed = true;
    for (int i = parts.start(); i < parts.nameEnd(); i++) {
      char c = (char) NameTable.fold(localPart.charAt(i));
      allowed &= characters.contains(c);
      if (!uncounted.contains(c)) {
        counted++;
      }
    }
    String broken = null;
    if (!allowed) {
      broken = "characters";
    } else if (parts.nameEnd() - parts.start() < least) {
      broken = "least_length " + least;
    } else if (counted > most) {
      broken = "most_length " + most;
    }
    return broken == null || exceptions.contains(name(localPart, parts)) ? null : broken;
  }

  private static String name(String localPart, LocalPart parts) {
    return localPart.substring(parts.start(), parts.nameEnd()).toLowerCase(Locale.ROOT);
  }
}
