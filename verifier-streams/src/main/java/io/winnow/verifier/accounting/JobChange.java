package io.winnow.verifier.accounting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Submission;

/** Something that changes a job's account, on its way to the one writer of that job. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobChange.Submitted.class, name = "submitted"),
  @JsonSubTypes.Type(value = JobChange.Tallied.class, name = "tallied"),
  @JsonSubTypes.Type(value = JobChange.Happened.class, name = "happened"),
})
sealed interface JobChange {
  /** The job that it changes. */
  JobId job();

  /** A list wants to become a job. */
  record Submitted(Submission submission) implements JobChange {
    @Override
    public JobId job() {
      return submission.job();
    }
  }

  /** A sink has filed more rows of a slice. */
  record Tallied(SliceTally tally) implements JobChange {
    @Override
    public JobId job() {
      return tally.job();
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
