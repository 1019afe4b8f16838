package io.winnow.verifier.smtp;

import io.winnow.contracts.SmtpStage;

/** What came of opening a connection. */
public sealed interface Opened {
  /** What was said. */
  Transcript transcript();

  /** The server may be asked for recipients. Whoever gets it closes it. */
  record Ready(SmtpConnection connection) implements Opened {
    @Override
    public Transcript transcript() {
      return connection.transcript();
    }
  }

  /**
   * The server cannot be asked; the connection is closed.
   *
   * @param step where it ended: {@link SmtpStage#CONNECT} to {@link SmtpStage#STARTTLS}. After
   *     {@link Failure#TLS_FAILED} another connection without TLS may succeed
   */
  record NotReady(Step step, Transcript transcript) implements Opened {}
}
