package io.winnow.verifier.screen;

import java.util.Collection;

/** The local parts of roles and of nobody. Safe for concurrent use once filled. */
final class LocalNames {
  private static final int ROLE = 1;
  private static final int NO_REPLY = 2;
  private static final int NO_REPLY_BEGINS = 4;
  private static final int NO_REPLY_ENDS = 8;

  private final NameTable names = new NameTable();

  /**
   * @param roles in small letters
   * @param noReply in small letters; a {@code *} beside a hyphen, underscore or dot may begin or
   *     end one
   */
  LocalNames(Collection<String> roles, Collection<String> noReply) {
    for (String role : roles) {
      names.add(role, ROLE);
    }
    for (String name : noReply) {
      if (name.startsWith("*")) {
        names.add(name.substring(1), NO_REPLY_ENDS);
      } else if (name.endsWith("*")) {
        names.add(name.substring(0, name.length() - 1), NO_REPLY_BEGINS);
      } else {
        names.add(name, NO_REPLY);
      }
    }
  }

  /** The bits of {@link Noticed} that a name earns. */
  int flags(String text, int from, int to) {
    int said = names.at(text, from, to);
    boolean noReply = (said & NO_REPLY) != 0;
    for (int i = from; i < to && !noReply; i++) {
      char c = text.charAt(i);
      if (c == '-' || c == '_' || c == '.') {
        noReply =
            (names.at(text, from, i + 1) & NO_REPLY_BEGINS) != 0
                || (names.at(text, i, to) & NO_REPLY_ENDS) != 0;
      }
    }
    if (noReply) {
      return Noticed.NO_REPLY | Noticed.ROLE;
    }
    return (said & ROLE) != 0 ? Noticed.ROLE : 0;
  }
}
