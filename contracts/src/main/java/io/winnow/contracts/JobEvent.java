package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a job. All events of a job are in one partition, in order. The
 * constructors throw IllegalArgumentException when the version is unknown or something is missing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobEvent.Admitted.class, name = "admitted"),
  @JsonSubTypes.Type(value = JobEvent.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = JobEvent.LoadedUpTo.class, name = "loaded_up_to"),
  @JsonSubTypes.Type(value = JobEvent.SliceSealed.class, name = "slice_sealed"),
  @JsonSubTypes.Type(value = JobEvent.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = JobEvent.CancelRequested.class, name = "cancel_requested"),
  @JsonSubTypes.Type(value = JobEvent.LoadingStopped.class, name = "loading_stopped"),
  @JsonSubTypes.Type(value = JobEvent.DeleteRequested.class, name = "delete_requested"),
  @JsonSubTypes.Type(value = JobEvent.Deleted.class, name = "deleted"),
})
public sealed interface JobEvent {
  int VERSION = 1;

  /** Version of the event's form. */
  int v();

  /** The job it happened to. */
  JobId job();

  /**
   * The submission has become a job.
   *
   * @param submission as it was submitted
   */
  record Admitted(int v, JobId job, Submission submission) implements JobEvent {
    public Admitted {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
      Component.required(submission, "submission");
    }
  }

  /**
   * The submission was turned down, and no job was made of it.
   *
   * @param nonce the submission's, since another one may hold the same job id
   * @param code stable, for programs
   * @param message for people: what was wrong and what to do
   * @param existing the job that the same submission made before, with the code {@link
   *     #ALREADY_SUBMITTED}; null otherwise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Refused(
      int v, JobId job, String nonce, String code, String message, @Nullable JobId existing)
      implements JobEvent {
    public Refused {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
      Component.required(nonce, "nonce");
      Component.required(code, "code");
      Component.required(message, "message");
    }

    /** A refusal that names no other job. */
    public Refused(int v, JobId job, String nonce, String code, String message) {
      this(v, job, nonce, code, message, null);
    }

    /** Another job has this id already; the gateway draws another. */
    public static final String ID_TAKEN = "job_id_taken";

    /** There is no account of that name. */
    public static final String UNKNOWN_ACCOUNT = "unknown_account";

    /** The account's balance is below the list's chargeable rows. */
    public static final String INSUFFICIENT_CREDITS = "insufficient_credits";

    /** The list has more rows than the account may send in one. */
    public static final String TOO_MANY_ROWS = "too_many_rows";

    /** The same idempotency key and body made a job before, which {@code existing} names. */
    public static final String ALREADY_SUBMITTED = "already_submitted";

    /** The idempotency key came before with another body. */
    public static final String KEY_REUSED = "idempotency_key_reused";
  }

  /**
   * Rows below {@code rows} are on {@link Topics#ADDRESSES}. In the same transaction as the last of
   * them, so it is exact; the job is loaded when it names all rows.
   *
   * @param rows how many
   */
  record LoadedUpTo(int v, JobId job, long rows) implements JobEvent {
    public LoadedUpTo {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
      Component.notNegative(rows, "rows");
    }
  }

  /**
   * All rows of a slice are in a file that can be downloaded.
   *
   * @param slice its number
   * @param bytes the file's size
   * @param counts of the rows in that file, which are all of the slice's; null in events from
   *     before they were told here
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SliceSealed(int v, JobId job, int slice, long bytes, @Nullable SliceCounts counts)
      implements JobEvent {
    public SliceSealed {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
      Component.notNegative(slice, "slice");
      Component.notNegative(bytes, "bytes");
    }
  }

  /**
   * The job cannot be finished.
   *
   * @param code stable, for programs
   * @param message for people: what went wrong and what to do
   */
  record Failed(int v, JobId job, String code, String message) implements JobEvent {
    /** The gateway gave the list up before its client heard of the job. */
    public static final String ABANDONED = "abandoned";

    public Failed {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
      Component.required(code, "code");
      Component.required(message, "message");
    }
  }

  /** Somebody wants the job to stop. A job that has ended stays as it ended. */
  record CancelRequested(int v, JobId job) implements JobEvent {
    public CancelRequested {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
    }
  }

  /**
   * The gateway puts no more rows of a cancelled job on {@link Topics#ADDRESSES}. In order behind
   * the last {@link LoadedUpTo}.
   *
   * @param rows how many there are for good
   */
  record LoadingStopped(int v, JobId job, long rows) implements JobEvent {
    public LoadingStopped {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
      Component.notNegative(rows, "rows");
    }
  }

  /**
   * Somebody wants the job gone with all its rows and files; one that runs is cancelled first.
   *
   * @param expired true when it is to go for its age: it must have ended, and stays known as {@link
   *     JobState#EXPIRED}; null, and absent on the wire, otherwise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeleteRequested(int v, JobId job, @Nullable Boolean expired) implements JobEvent {
    public DeleteRequested {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
    }

    /** At somebody's wish. */
    public DeleteRequested(int v, JobId job) {
      this(v, job, null);
    }

    /** Because its retention is over. */
    public static DeleteRequested forAge(JobId job) {
      return new DeleteRequested(VERSION, job, true);
    }

    /** Whether it goes for its age. */
    public boolean goesForAge() {
      return Boolean.TRUE.equals(expired);
    }
  }

  /** The job is no more; whoever keeps something of it removes it. */
  record Deleted(int v, JobId job) implements JobEvent {
    public Deleted {
      Component.knownVersion(v, VERSION);
      Component.required(job, "job");
    }
  }
}
