package io.winnow.verifier.smtp;

import io.winnow.contracts.SmtpStage;

/** The outcome of a step of the dialogue. */
public sealed interface Step {
  /** Which step. */
  SmtpStage stage();

  /**
   * The server has answered.
   *
   * @param stage {@link SmtpStage#MAIL} when it refused the sender, so that no recipient was asked
   */
  record Answered(SmtpStage stage, SmtpReply reply) implements Step {}

  /**
   * No answer that counts.
   *
   * @param stage {@link SmtpStage#MAIL} also for a recipient that was never sent
   * @param detail for people
   */
  record Failed(SmtpStage stage, Failure failure, String detail) implements Step {}
}
