package io.winnow.verifier.lanes;

import org.jspecify.annotations.Nullable;

/** A connection of a lane. Guarded by the lane's lock. */
final class Link {
  final Way way;
  State state = State.DIALLING;
  Dialler.@Nullable Dialled dialled;
  @Nullable Session session;

  /** What is asked now. */
  @Nullable OpenInquiry current;

  /** Whose next question has to be asked here. */
  @Nullable OpenInquiry reserved;

  /** Recipients so far. */
  int recipients;

  /** Of the latest recipient, whose transaction is open; null when the next one begins anew. */
  @Nullable String domain;

  /** Whether the latest recipient shared the transaction of the one before. */
  boolean together;

  /** Those of them that do not exist. */
  int unknown;

  /** By the nano clock. */
  long idleSince;

  /** How far it is. */
  enum State {
    DIALLING,
    IDLE,
    BUSY,
    /** Nothing will be asked any more; it still counts as a connection. */
    ENDING
  }

  Link(Way way) {
    this.way = way;
  }

  /** Whether anything that waits for its way may be asked here. */
  boolean free() {
    return state == State.IDLE && reserved == null;
  }
}
