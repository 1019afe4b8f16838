package io.winnow.verifier.smtp;

import java.nio.charset.StandardCharsets;

/**
 * One command. There is no other way to the wire, and no other command than these: none of them
 * sends a message.
 *
 * @param line without the line break
 */
record Command(String line) {
  /** RFC 5321, section 4.5.3.1.4, less the line break. */
  private static final int MAX_OCTETS = 510;

  static final Command STARTTLS = new Command("STARTTLS");
  static final Command RSET = new Command("RSET");
  static final Command QUIT = new Command("QUIT");

  Command {
    if (line.codePoints().anyMatch(Character::isISOControl)
        || line.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
      throw new IllegalArgumentException("not one line of at most " + MAX_OCTETS + " octets");
    }
  }

  static Command ehlo(SmtpIdentity identity) {
    return new Command("EHLO " + identity.heloName());
  }

  static Command helo(SmtpIdentity identity) {
    return new Command("HELO " + identity.heloName());
  }

  static Command mail(SmtpIdentity identity, boolean smtpUtf8) {
    return new Command("MAIL FROM:<" + identity.mailFrom() + ">" + (smtpUtf8 ? " SMTPUTF8" : ""));
  }

  static Command rcpt(Mailbox recipient) {
    return new Command("RCPT TO:<" + recipient + ">");
  }
}
