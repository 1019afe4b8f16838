package io.winnow.sink.results;

import io.winnow.contracts.ListLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The columns of a result: the user's own, untouched, then the verdict's. */
final class ResultColumns {
  /** What the verdict's columns are called where the user has no such names. */
  static final List<String> OF_VERDICT =
      List.of(
          "status",
          "reason",
          "detail",
          "did_you_mean",
          "normalized",
          "flags",
          "mail_host",
          "mail_operator",
          "smtp_reply");

  private static final String PREFIX = "verified_";

  private ResultColumns() {}

  /** All names. One of the verdict's that the user's list has taken, in any case, gets a prefix. */
  static List<String> names(ListLayout layout) {
    List<String> names = new ArrayList<>(layout.columns());
    Set<String> taken = new HashSet<>();
    layout.columns().forEach(name -> taken.add(folded(name)));
    for (String column : OF_VERDICT) {
      String name = column;
      while (!taken.add(folded(name))) {
        name = PREFIX + name;
      }
      names.add(name);
    }
    return names;
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
