package io.winnow.verifier.admission;

import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Submission;

/** What is asked of an account. */
sealed interface Request {
  /** A list wants to become a job. */
  record Submitted(Submission submission) implements Request {}

  /** Something is to be done to the account. */
  record Commanded(AccountCommand command) implements Request {}
}
