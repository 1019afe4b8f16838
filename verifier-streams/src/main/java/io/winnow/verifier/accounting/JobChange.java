package io.winnow.verifier.accounting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Submission;
import io.winnow.verifier.admission.Passed;
import org.jspecify.annotations.Nullable;

/** Something that changes a job's account, on its way to the one writer of that job. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobChange.Submitted.class, name = "submitted"),
  @JsonSubTypes.Type(value = JobChange.Asked.class, name = "asked"),
  @JsonSubTypes.Type(value = JobChange.Tallied.class, name = "tallied"),
  @JsonSubTypes.Type(value = JobChange.Waits.class, name = "waits"),
  @JsonSubTypes.Type(value = JobChange.Happened.class, name = "happened"),
})
sealed interface JobChange {
  /** The job that it changes. */
  JobId job();

  /** What admission says. */
  static JobChange of(Passed passed) {
    return switch (passed) {
      case Passed.Submitted(Submission submission, Long reserved) ->
          new Submitted(submission, reserved);
      case Passed.Asked(Submission submission, JobId job, String holder) ->
          new Asked(submission, job, holder);
    };
  }

  /**
   * A list is to become a job.
   *
   * @param reserved credits; null when nothing is to be settled
   */
  record Submitted(Submission submission, @Nullable Long reserved) implements JobChange {
    @Override
    public JobId job() {
      return submission.job();
    }
  }

  /**
   * A list is to become another job, unless this one was made by a submission with the same key.
   *
   * @param holder nonce of that submission
   */
  record Asked(Submission submission, JobId job, String holder) implements JobChange {}

  /** A sink has filed more rows of a slice. */
  record Tallied(SliceTally tally) implements JobChange {
    @Override
    public JobId job() {
      return tally.job();
    }
  }

  /** A task of the verifier has rows that wait, or none any more. */
  record Waits(JobWaits waits) implements JobChange {
    @Override
    public JobId job() {
      return waits.job();
    }
  }

  /** An event of the gateway or the sink. */
  record Happened(JobEvent event) implements JobChange {
    @Override
    public JobId job() {
      return event.job();
    }
  }
}
