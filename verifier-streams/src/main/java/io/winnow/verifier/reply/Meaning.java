package io.winnow.verifier.reply;

import io.winnow.contracts.SmtpStage;

/** What a reply means, for the recipient or for us. */
public enum Meaning {
  /** The command was accepted. At {@link SmtpStage#RCPT} the address, as far as the server says. */
  ACCEPTED(About.RECIPIENT, "accepted_mailbox"),
  MAILBOX_NOT_FOUND(About.RECIPIENT, "mailbox_not_found"),
  MAILBOX_DISABLED(About.RECIPIENT, "mailbox_disabled"),
  MAILBOX_MOVED(About.RECIPIENT, "mailbox_moved"),
  /** The domain declares that it takes no mail (RFC 7504, RFC 7505). */
  NULL_MX(About.RECIPIENT, "null_mx"),
  /** The mailbox exists and is full. It stays so for longer than a job waits. */
  MAILBOX_FULL(About.RECIPIENT, "mailbox_full"),
  /** The mailbox exists and receives too fast just now. */
  RECEIVING_RATE(About.RECIPIENT, "accepted_mailbox"),
  GREYLISTED(About.NOBODY, "greylisted"),
  RATE_LIMITED(About.US, "rate_limited"),
  /** The session is used up; another one may ask for the recipient. */
  TOO_MANY_RECIPIENTS(About.US, "rate_limited"),
  BLOCKED_BY_SERVER(About.US, "blocked_by_server"),
  SENDER_REJECTED(About.US, "sender_rejected"),
  NEEDS_RDNS(About.US, "needs_rdns"),
  TLS_REQUIRED(About.US, "tls_required"),
  SMTPUTF8_UNSUPPORTED(About.NOBODY, "smtputf8_unsupported"),
  /** The server says that it is not there for the domain, which may be its own mistake. */
  DOMAIN_NOT_SERVED(About.NOBODY, "blocked_by_server"),
  TEMPORARY_FAILURE(About.NOBODY, "temporary_failure"),
  /**
   * A permanent refusal that does not say of what. It is a missing mailbox only when another
   * recipient of the domain was accepted in the same session: when that one was refused too, and be
   * it in other words, this one may exist and be closed to us.
   */
  BARE_REFUSAL(About.NOBODY, "blocked_by_server"),
  /** The operator answers like this whether or not the mailbox exists. */
  PROVIDER_UNVERIFIABLE(About.NOBODY, "provider_unverifiable"),
  /** No reply in the sense of RFC 5321, or a complaint about our commands. */
  PROTOCOL_ERROR(About.NOBODY, "smtp_protocol_error");

  /** Whom a meaning is about. */
  public enum About {
    RECIPIENT,
    /** Our address, name, sender or behaviour. */
    US,
    NOBODY
  }

  private final About about;
  private final String reason;

  Meaning(About about, String reason) {
    this.about = about;
    this.reason = reason;
  }

  /** Whom it is about. Only meanings about the recipient may judge it. */
  public About about() {
    return about;
  }

  /**
   * Wire name of the reason (docs/reasons.md) of the row when nothing else is known. {@code
   * accepted_mailbox} still depends on the random probe.
   */
  public String reason() {
    return reason;
  }

  /** Whether mail to the recipient cannot arrive. Read only from permanent replies at RCPT. */
  public boolean undeliverable() {
    return switch (this) {
      case MAILBOX_NOT_FOUND, MAILBOX_DISABLED, MAILBOX_MOVED, NULL_MX -> true;
      case ACCEPTED,
          MAILBOX_FULL,
          RECEIVING_RATE,
          GREYLISTED,
          RATE_LIMITED,
          TOO_MANY_RECIPIENTS,
          BLOCKED_BY_SERVER,
          SENDER_REJECTED,
          NEEDS_RDNS,
          TLS_REQUIRED,
          SMTPUTF8_UNSUPPORTED,
          DOMAIN_NOT_SERVED,
          TEMPORARY_FAILURE,
          BARE_REFUSAL,
          PROVIDER_UNVERIFIABLE,
          PROTOCOL_ERROR ->
          false;
    };
  }
}
