package io.winnow.sink.results;

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

  /** Behind those, where duplicates are marked. */
  static final String DUPLICATE_OF = "duplicate_of";

  private static final String PREFIX = "verified_";

  private ResultColumns() {}

  /** All names. One of the verdict's that the user's list has taken, in any case, gets a prefix. */
  static List<String> names(ResultForm form) {
    List<String> names = new ArrayList<>(form.layout().columns());
    Set<String> taken = new HashSet<>();
    form.layout().columns().forEach(name -> taken.add(folded(name)));
    List<String> ours = new ArrayList<>(OF_VERDICT);
    if (form.duplicates()) {
      ours.add(DUPLICATE_OF);
    }
    for (String column : ours) {
      String name = column;
      while (!taken.add(folded(name))) {
        name = PREFIX + name;
      }
      names.add(name);
    }
    return names;
  }

  /** How many there are, the user's included. */
  static int count(ResultForm form) {
    return form.layout().columns().size() + OF_VERDICT.size() + (form.duplicates() ? 1 : 0);
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
