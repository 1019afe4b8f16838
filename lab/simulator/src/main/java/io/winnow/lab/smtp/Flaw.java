package io.winnow.lab.smtp;

/** What a client must not do. */
public enum Flaw {
  /** A line that ends with LF alone. */
  BARE_LF,
  /** CR within a line. */
  BARE_CR,
  NUL,
  /** Another control character. */
  CONTROL_CHARACTER,
  /** A line over 512 octets, or over 1,012 with SMTPUTF8 (RFC 5321, section 4.5.3.1.4). */
  TOO_LONG,
  NOT_UTF8,
  /** A mailbox beyond ASCII in a transaction without SMTPUTF8. */
  UNDECLARED_UTF8,
  /** No command of SMTP. */
  UNKNOWN_COMMAND,
  /** A command with arguments that its grammar does not allow. */
  BAD_ARGUMENTS,
  /**
   * A command at the wrong time (RFC 5321, section 4.1.4). RCPT behind a MAIL that was refused is
   * none where PIPELINING is offered.
   */
  OUT_OF_ORDER,
  /** More than one command at once where PIPELINING is not offered. */
  PIPELINED_UNOFFERED,
  /** Something was sent before the banner. */
  TALKED_EARLY,
  /** An extension was used that is not offered. */
  UNOFFERED_EXTENSION,
  /** Mail was to be sent, and not merely asked about. */
  DATA,
  /** A recipient at a domain that this server has nothing to do with. */
  NOT_OURS,
  /** A connection to a name that takes no mail. */
  NO_MAIL_HERE
}
