package io.winnow.verifier.admission;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import org.jspecify.annotations.Nullable;

/** What admission passes on to the one writer of a job. */
public sealed interface Passed {
  /** The submission it is about. */
  Submission submission();

  /** The job whose writer has to see to it. */
  JobId job();

  /**
   * The account may have it verified, and it is to become a job. When it does not, or when the job
   * ends, the reservation is to be settled.
   *
   * @param reserved credits; null when the account is unmetered, and nothing is to be settled
   */
  record Submitted(Submission submission, @Nullable Long reserved) implements Passed {
    @Override
    public JobId job() {
      return submission.job();
    }
  }

  /**
   * Its idempotency key came before. When that made a job, the submission is to be refused, else
   * submitted anew; nothing is reserved for it.
   *
   * @param job that may have been made
   * @param holder nonce of the submission that holds the key
   */
  record Asked(Submission submission, JobId job, String holder) implements Passed {}
}
