package io.winnow.lab.smtp;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's line, as a command (RFC 5321, section 4.1).
 *
 * @param verb upper-case
 * @param argument what stands behind it and one space; may be empty
 */
record Command(String verb, String argument) {
  private static final Pattern FROM =
      Pattern.compile(
          "FROM:<([^<>\\s]*|\"[^\"]*\"@[^<>\\s]+)>((?: [A-Za-z0-9-]+(?:=\\S+)?)*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TO =
      Pattern.compile(
          "TO:<((?:[^<>\\s\"]+|\"(?:[^\"\\\\]|\\\\.)*\")@([^<>\\s\"@]+))>((?: [A-Za-z0-9-]+(?:=\\S+)?)*)",
          Pattern.CASE_INSENSITIVE);

  /**
   * The argument of MAIL.
   *
   * @param path empty for the null sender
   * @param parameters upper-case, parted by spaces
   */
  record Sender(String path, String parameters) {
    boolean smtpUtf8() {
      return (" " + parameters + " ").contains(" SMTPUTF8 ");
    }
  }

  /**
   * The argument of RCPT.
   *
   * @param path as given
   * @param domain lower-case A-labels
   */
  record Recipient(String path, String local, String domain) {}

  static Command of(String line) {
    int space = line.indexOf(' ');
    return space < 0
        ? new Command(line.toUpperCase(Locale.ROOT), "")
        : new Command(line.substring(0, space).toUpperCase(Locale.ROOT), line.substring(space + 1));
  }

  Optional<Sender> sender() {
    Matcher from = FROM.matcher(argument);
    return from.matches()
        ? Optional.of(new Sender(from.group(1), from.group(2).strip().toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  Optional<Recipient> recipient() {
    Matcher to = TO.matcher(argument);
    if (!to.matches()) {
      return Optional.empty();
    }
    String path = to.group(1);
    String domain = to.group(2);
    String local = path.substring(0, path.length() - domain.length() - 1);
    try {
      return Optional.of(new Recipient(path, local, IDN.toASCII(domain).toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException noDomain) {
      return Optional.empty();
    }
  }
}
