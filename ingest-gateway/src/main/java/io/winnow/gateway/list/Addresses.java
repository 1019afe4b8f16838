package io.winnow.gateway.list;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Signs of addresses. Not a check of syntax: that is the verifier's. */
final class Addresses {
  private static final Set<String> COLUMN_NAMES =
      Set.of(
          "email",
          "e-mail",
          "email_address",
          "emailaddress",
          "mail",
          "email address",
          "e-mail address");
  private static final String NEVER_BARE = ",;|<>\"()";

  private Addresses() {}

  /** Whether a column of that name holds addresses. */
  static boolean isColumnName(String name) {
    return COLUMN_NAMES.contains(name.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether the cell looks like one address and nothing else; blanks around it do not count. */
  static boolean isLikelyIn(String cell) {
    String text = cell.strip();
    int at = text.lastIndexOf('@');
    if (at < 1 || at == text.length() - 1) {
      return false;
    }
    return text.chars().noneMatch(c -> c <= ' ' || NEVER_BARE.indexOf(c) >= 0);
  }

  /** Whether any of the cells looks like an address. */
  static boolean isLikelyInAny(List<String> cells) {
    return cells.stream().anyMatch(Addresses::isLikelyIn);
  }
}
