package io.winnow.verifier.lanes;

/** Whether a domain's server accepts any local part. Only an answer to the question is one. */
public enum CatchAll {
  /** It accepted a local part made up at random, or the provider is known to. */
  YES,
  /** It refused a local part made up at random, or the provider is known to refuse such. */
  NO,
  /** It was asked, and the answer said neither. */
  INCONCLUSIVE,
  /** It was not asked, since the mailbox itself was not accepted. */
  NOT_ASKED
}
