package io.winnow.lab.world;

/** How a domain's mail server answers RCPT. */
public enum Recipients {
  /** As the {@link Mailbox} is. */
  BY_MAILBOX,
  /** As the mailbox is, but takes those that are missing. */
  CATCH_ALL,
  /** Takes whatever comes; who does not exist is told later, if at all. */
  ACCEPTS_ALL,
  /** As the mailbox is, but 451 to a random local part. */
  DEFERS_PROBES,
  /** 550 and nothing more to who is missing. */
  BARE_550,
  /** 550 and nothing more to everyone. */
  BARE_550_TO_ALL,
  /** As the mailbox is; the replies carry ids with 250 in them. */
  IDS_WITH_250,
  /** Microsoft's 550 5.4.1 Access denied to who is missing. */
  ACCESS_DENIED,
  /** Gmail's 450 4.2.1 to who exists: too much mail comes for it. */
  RECEIVING_RATE,
  /** Gmail's 550 5.2.1 to who exists: too much mail comes for it. */
  RECEIVING_RATE_PERM,
  /** Greylisted by client, sender and recipient, then as the mailbox is. */
  GREYLISTING,
  /** As {@link #GREYLISTING}; the reply names the delay. */
  GREYLISTING_TIMED,
  /** Greylisted whenever asked. */
  GREYLISTED,
  /** Refused for our rate, whenever asked: 450 at some domains, 421 at others. */
  RATE_LIMITED,
  /** 451, whenever asked. */
  TEMPORARY_FAILURE,
  /** 550 5.7.1: our address is on a block list. */
  BLOCKED,
  /** 550 5.1.8: our sender does not please. */
  SENDER_REJECTED,
  /** 550 5.7.25: our address has no name. */
  NEEDS_RDNS
}
