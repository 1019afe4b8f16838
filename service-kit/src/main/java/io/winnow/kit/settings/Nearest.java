package io.winnow.kit.settings;

import java.util.Collection;
import java.util.Comparator;

/** Which known name somebody may have meant. */
final class Nearest {
  private Nearest() {}

  /** For the end of an error message. */
  static String advice(String unknown, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(unknown, name)))
        .filter(name -> distance(unknown, name) <= unknown.length() / 2)
        .map(name -> "did you mean " + name + "?")
        .orElse("docs/settings.md lists all");
  }

  /** Levenshtein's: the insertions, deletions and replacements between two texts. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
