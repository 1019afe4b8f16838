package io.winnow.verifier.smtp;

/** How a dialogue ended without a reply that counts. None of them says anything of a mailbox. */
public enum Failure {
  /** Refused, unreachable, or the way out (source address, proxy) does not work. */
  CONNECT_FAILED,
  /** The connection did not stand in time. */
  CONNECT_TIMEOUT,
  /** A reply did not come in time, or the deadline had passed. */
  SMTP_TIMEOUT,
  /** What came was no reply, or one that nobody had asked for. */
  PROTOCOL_ERROR,
  /** The other side ended the connection before it had answered. */
  CONNECTION_DROPPED,
  /** No TLS: the handshake failed, or it is required and not offered. */
  TLS_FAILED,
  /** The address needs SMTPUTF8 (RFC 6531), which the server does not offer: it was not sent. */
  SMTPUTF8_UNSUPPORTED
}
