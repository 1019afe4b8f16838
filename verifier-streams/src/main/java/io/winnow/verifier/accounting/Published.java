package io.winnow.verifier.accounting;

import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;

/** What the accounts tell the world. */
sealed interface Published {
  /** A job as it stands now, for {@code winnow.jobs}. */
  record State(Job job) implements Published {}

  /** A job that is no more, for {@code winnow.jobs}. */
  record Gone(JobId job) implements Published {}

  /** A decision, for {@code winnow.job-events}. */
  record Event(JobEvent event) implements Published {}

  /**
   * Something that the job's account of credits is to hear, for {@code winnow.account-commands}.
   */
  record Command(AccountCommand command) implements Published {}
}
