package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** How far an SMTP dialogue had come. Only from {@link #RCPT} on it is about the mailbox. */
public enum SmtpStage {
  /** The TCP connection. */
  CONNECT,
  /** The server's greeting. */
  BANNER,
  /** EHLO, or HELO. */
  EHLO,
  /** The negotiation of TLS. */
  STARTTLS,
  /** MAIL FROM. */
  MAIL,
  /** RCPT TO with the address itself. */
  RCPT,
  /** RCPT TO with a local part made up at random. */
  PROBE;

  private static final Map<String, SmtpStage> BY_WIRE_NAME = WireName.index(SmtpStage.class);
  private final String wireName = WireName.of(this);

  /** Whether a reply given here can say anything of a recipient at all. */
  public boolean namesRecipient() {
    return this == RCPT || this == PROBE;
  }

  /** Lower-case name, as on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The stage with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  @JsonCreator
  public static SmtpStage parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "stage", wireName);
  }
}
