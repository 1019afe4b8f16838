package io.winnow.errands;

/** Where a piece of work stands between its record and its result. */
enum EntryState {
  /** Accepted, pending, not begun: restored, or taken in beyond the bound, or due again. */
  BACKLOG,

  /** Pending, and an attempt is under way. */
  IN_FLIGHT,

  /** Decided upon and no longer pending: forwarded, done, dead, or in the retry store. */
  SETTLED
}
