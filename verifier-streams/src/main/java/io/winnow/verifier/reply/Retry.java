package io.winnow.verifier.reply;

/** Whether asking again can bring a better answer. */
public enum Retry {
  /** It cannot: the same question gets the same answer, or asking again does harm. */
  NO,
  /** In a while, in a new session, same source, sender and recipient. */
  LATER,
  /** In a while, and the whole lane should ask less until then. */
  SLOWER,
  /** At the next mail exchanger at once, later when there is none. */
  NEXT_HOST,
  /** At once, in a new session. */
  NEW_SESSION,
  /** With another source address or identity; from here it stays as it is. */
  OTHER_EGRESS
}
