package io.winnow.kit.dialect;

/** How one dialect tells errors. */
interface ErrorForm {
  /** What went wrong in Winnow, in this dialect's words. */
  DialectError own(Failure failure);

  /** How it looks in the answer to that request. */
  WireError render(WireRequest request, DialectError error);
}
