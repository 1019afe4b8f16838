package io.winnow.verifier.smtp;

/** When a connection is encrypted (RFC 3207). */
public enum StartTls {
  /** When the server offers it. */
  OPPORTUNISTIC,
  /** Never. */
  OFF,
  /** Always; a server that does not offer it is not asked. */
  REQUIRED
}
