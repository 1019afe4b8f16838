package io.winnow.kit.smtp;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who asks mail servers. Level {@code smtp} is offered where there is one, and nowhere else.
 *
 * @param heloName the name that the address of this machine has in the DNS, fully qualified
 * @param mailFrom an existing mailbox whose domain allows that address to send, in plain ASCII
 */
public record SenderIdentity(String heloName, String mailFrom) {
  private static final int MAX_NAME = 253;
  private static final int MAX_LOCAL_PART = 64;
  private static final int MAX_ADDRESS = 254;
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")+");
  private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");

  /** Names that no other machine could look up (RFC 6761, RFC 6762, and a habit of Linux). */
  private static final Set<String> NOBODY =
      Set.of("localhost", "localdomain", "local", "invalid", "internal");

  public static final Setting<Optional<String>> HELO_NAME =
      new Setting<>(
          "winnow.smtp.helo-name",
          "a fully qualified host name such as verify.example.com",
          "",
          "The name of this machine in EHLO; its address has to lead back to it (PTR). Empty: no"
              + " mail server is asked.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(requireHeloName(text)));
  public static final Setting<Optional<String>> MAIL_FROM =
      new Setting<>(
          "winnow.smtp.mail-from",
          "an address in plain ASCII such as verify@example.com",
          "",
          "The sender in MAIL FROM: an existing mailbox, whose domain takes mail and has an SPF"
              + " record for this machine.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(requireMailFrom(text)));

  /** All of them, for the docs. */
  public static final List<Setting<?>> ALL = List.of(HELO_NAME, MAIL_FROM);

  /**
   * @throws IllegalArgumentException when the name is not fully qualified, or names nobody, or when
   *     the sender is no address in plain ASCII
   */
  public SenderIdentity {
    requireHeloName(heloName);
    requireMailFrom(mailFrom);
  }

  /**
   * As the operator has set it; empty when nothing is set.
   *
   * @throws SettingsException when one of them is wrong, or only one is set
   */
  public static Optional<SenderIdentity> from(Settings settings) {
    Optional<String> heloName = settings.get(HELO_NAME);
    Optional<String> mailFrom = settings.get(MAIL_FROM);
    if (heloName.isPresent() != mailFrom.isPresent()) {
      Setting<?> there = heloName.isPresent() ? HELO_NAME : MAIL_FROM;
      Setting<?> missing = heloName.isPresent() ? MAIL_FROM : HELO_NAME;
      throw new SettingsException(
          "%s is set, but %s is not: mail servers are asked with both or not at all; set %s to %s"
              .formatted(there.key(), missing.key(), missing.key(), missing.expected()));
    }
    return heloName.flatMap(name -> mailFrom.map(sender -> new SenderIdentity(name, sender)));
  }

  private static String requireHeloName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String top = lower.substring(lower.lastIndexOf('.') + 1);
    if (name.length() > MAX_NAME
        || !NAME.matcher(name).matches()
        || top.chars().allMatch(Character::isDigit)
        || NOBODY.contains(top)
        || lower.startsWith("localhost.")) {
      throw new IllegalArgumentException("not a fully qualified host name: " + name);
    }
    return name;
  }

  private static String requireMailFrom(String address) {
    int at = address.lastIndexOf('@');
    if (at < 1
        || at > MAX_LOCAL_PART
        || address.length() > MAX_ADDRESS
        || !LOCAL_PART.matcher(address.substring(0, at)).matches()
        || !NAME.matcher(address.substring(at + 1)).matches()) {
      throw new IllegalArgumentException("not an address in plain ASCII: " + address);
    }
    return address;
  }
}
