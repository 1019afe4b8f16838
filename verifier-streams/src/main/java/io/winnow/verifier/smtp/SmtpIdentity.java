package io.winnow.verifier.smtp;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who asks.
 *
 * @param heloName the name that the address of this machine has in the DNS
 * @param mailFrom an existing mailbox whose domain allows that address to send
 */
public record SmtpIdentity(String heloName, Mailbox mailFrom) {
  private static final int MAX_NAME = 253;
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");

  /** Names that no other machine could look up (RFC 6761, RFC 6762, and a habit of Linux). */
  private static final Set<String> NOBODY =
      Set.of("localhost", "localdomain", "local", "invalid", "internal");

  /**
   * @throws IllegalArgumentException when the name is not fully qualified, or names nobody, or when
   *     the sender is not plain ASCII
   */
  public SmtpIdentity {
    requireHeloName(heloName);
    requireSender(mailFrom);
  }

  static void requireHeloName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String top = lower.substring(lower.lastIndexOf('.') + 1);
    if (name.length() > MAX_NAME
        || !NAME.matcher(name).matches()
        || top.chars().allMatch(Character::isDigit)
        || NOBODY.contains(top)
        || lower.startsWith("localhost.")) {
      throw new IllegalArgumentException("not a fully qualified host name: " + name);
    }
  }

  static void requireSender(Mailbox mailFrom) {
    if (mailFrom.needsSmtpUtf8()) {
      throw new IllegalArgumentException("a sender that only servers with SMTPUTF8 could be given");
    }
  }
}
