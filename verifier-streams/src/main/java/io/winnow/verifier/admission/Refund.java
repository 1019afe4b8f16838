package io.winnow.verifier.admission;

/** Rows whose credits may be given back when a job has ended. */
public enum Refund {
  /** Those with the status {@code unknown}. */
  UNKNOWN,
  /** Those of a cancelled job that have no verdict. */
  CANCELLED,
  /** Those with the same mailbox as an earlier row. */
  DUPLICATE
}
