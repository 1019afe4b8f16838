package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A list that a gateway has received whole and found good, and wants to make a job. Answered on
 * {@link Topics#JOB_EVENTS} by {@link JobEvent.Admitted} or {@link JobEvent.Refused}.
 *
 * @param v version of this record's form
 * @param job the id that the gateway drew
 * @param nonce unique to this submission, so that two with one id are told apart
 * @param account who asks
 * @param name what people call the job; often the file's name
 * @param level how far to verify
 * @param layout how the list is laid out
 * @param rows how many rows it has, 1 to {@value SliceId#MOST_ROWS}
 * @param submittedAt by the gateway's clock
 * @param chargeable how many rows may cost a credit: neither empty nor duplicates of another; null,
 *     and absent on the wire, for all
 * @param options what else is asked of every row; null, and absent on the wire, for nothing
 * @param jobOptions what is asked of the job as a whole; null, and absent on the wire, for nothing
 * @param idempotency by what it is known when sent again; null when the client said nothing
 * @param gateway the gateway that has the list on its disk; null, and absent on the wire, when a
 *     program has submitted it that loads it itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Submission(
    int v,
    JobId job,
    String nonce,
    String account,
    String name,
    Level level,
    ListLayout layout,
    long rows,
    Instant submittedAt,
    @Nullable Long chargeable,
    @Nullable RowOptions options,
    @Nullable JobOptions jobOptions,
    @Nullable Idempotency idempotency,
    @Nullable String gateway) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when the version is unknown, something is missing, or there
   *     are no rows
   */
  public Submission {
    Component.knownVersion(v, VERSION);
    Component.required(job, "job");
    Component.required(nonce, "nonce");
    Component.required(account, "account");
    Component.required(name, "name");
    Component.required(level, "level");
    Component.required(layout, "layout");
    Component.required(submittedAt, "submittedAt");
    if (job.equals(JobId.NONE)) {
      throw new IllegalArgumentException("field 'job' is " + job + ", which no job has");
    }
    if (rows < 1) {
      throw new IllegalArgumentException("field 'rows' is " + rows + ", a list has at least 1");
    }
    if (rows > SliceId.MOST_ROWS) {
      throw new IllegalArgumentException(
          "field 'rows' is " + rows + ", a list has at most " + SliceId.MOST_ROWS);
    }
    if (chargeable != null) {
      if (chargeable < 0 || chargeable > rows) {
        throw new IllegalArgumentException(
            "field 'chargeable' is " + chargeable + " of " + rows + " rows");
      }
      chargeable = chargeable == rows ? null : chargeable;
    }
    options = RowOptions.PLAIN.equals(options) ? null : options;
    jobOptions = JobOptions.PLAIN.equals(jobOptions) ? null : jobOptions;
  }

  /**
   * A submission with nothing in particular asked.
   *
   * @throws IllegalArgumentException when the version is unknown, something is missing, or there
   *     are no rows
   */
  public Submission(
      int v,
      JobId job,
      String nonce,
      String account,
      String name,
      Level level,
      ListLayout layout,
      long rows,
      Instant submittedAt) {
    this(v, job, nonce, account, name, level, layout, rows, submittedAt, null, null, null, null);
  }

  /**
   * A submission of a list that no gateway has.
   *
   * @throws IllegalArgumentException when the version is unknown, something is missing, or there
   *     are no rows
   */
  public Submission(
      int v,
      JobId job,
      String nonce,
      String account,
      String name,
      Level level,
      ListLayout layout,
      long rows,
      Instant submittedAt,
      @Nullable Long chargeable,
      @Nullable RowOptions options,
      @Nullable JobOptions jobOptions,
      @Nullable Idempotency idempotency) {
    this(
        v,
        job,
        nonce,
        account,
        name,
        level,
        layout,
        rows,
        submittedAt,
        chargeable,
        options,
        jobOptions,
        idempotency,
        null);
  }

  /** How many rows may cost a credit. */
  public long credits() {
    return chargeable == null ? rows : chargeable;
  }

  /** What is asked of the job as a whole. */
  public JobOptions wholeOptions() {
    return jobOptions == null ? JobOptions.PLAIN : jobOptions;
  }

  /** What else is asked of every row. */
  public RowOptions rowOptions() {
    return options == null ? RowOptions.PLAIN : options;
  }
}
