package io.winnow.verifier.reply;

import java.util.Locale;

/** Where in the SMTP dialogue (RFC 5321) a reply was given. */
public enum Stage {
  CONNECT,
  BANNER,
  EHLO,
  STARTTLS,
  MAIL,
  /** RCPT TO with the address in question. */
  RCPT,
  /** RCPT TO with a random address of the same domain. Read as RCPT is, about that address. */
  PROBE;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** Lower-case name, as in tables and evidence. */
  public String wireName() {
    return wireName;
  }

  /** Whether a reply given here can say anything of a recipient at all. */
  public boolean namesRecipient() {
    return this == RCPT || this == PROBE;
  }
}
