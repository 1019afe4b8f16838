package io.winnow.verifier.resolve;

/** Why the DNS gave no answer. */
public enum DnsFailure {
  /** No server answered in time, or none could be reached. */
  TIMEOUT,
  /** The servers answered, but with an error: SERVFAIL, REFUSED, lame, a loop of aliases. */
  SERVER_FAILURE
}
