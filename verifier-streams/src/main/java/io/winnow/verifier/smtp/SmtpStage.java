package io.winnow.verifier.smtp;

/** How far a dialogue has come. Only the last two concern a recipient. */
public enum SmtpStage {
  CONNECT,
  BANNER,
  EHLO,
  STARTTLS,
  MAIL,
  /** RCPT with an address of a list. */
  RCPT,
  /** RCPT with an address that is not expected to exist, to find a catch-all domain. */
  PROBE
}
