package io.winnow.gateway;

import io.winnow.contracts.Level;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.smtp.SenderIdentity;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How far this installation verifies.
 *
 * @param offered at least one
 */
record OfferedLevels(Set<Level> offered) {

  /**
   * @param smtp whether mail servers can be asked
   */
  static OfferedLevels with(boolean smtp) {
    return new OfferedLevels(
        smtp ? EnumSet.allOf(Level.class) : EnumSet.of(Level.SYNTAX, Level.DNS));
  }

  /**
   * @throws ListRefused with {@link ListFault#LEVEL_UNAVAILABLE} when it is none of them
   */
  void require(Level level) {
    if (!offered.contains(level)) {
      throw ListRefused.because(
          ListFault.LEVEL_UNAVAILABLE,
          "level '%s' is not offered here: set %s and %s, or choose %s"
              .formatted(
                  level.wireName(),
                  SenderIdentity.HELO_NAME.key(),
                  SenderIdentity.MAIL_FROM.key(),
                  String.join(" or ", offered.stream().map(Level::wireName).toList())));
    }
  }

  /** The farthest of them. */
  Level highest() {
    return Collections.max(offered);
  }
}
