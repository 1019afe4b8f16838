package io.winnow.contracts.publish;

import io.winnow.contracts.JobId;
import org.jspecify.annotations.Nullable;

/**
 * A list is not, or not wholly, on the topics. Its code is one of these, one of {@link
 * io.winnow.contracts.JobEvent.Refused} or that of the job's failure.
 */
public final class NotPublished extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The list has no rows. */
  public static final String EMPTY_LIST = "empty_list";

  /** A row has not a cell for each column. */
  public static final String WRONG_CELLS = "wrong_cells";

  /** Nobody has answered in time. Publishing it again under the same key finds out. */
  public static final String NO_ANSWER = "not_admitted";

  /** The rows were others at the second reading. The job has failed. */
  public static final String LIST_CHANGED = "list_changed";

  /** A row is larger than Kafka takes. The job has failed. */
  public static final String ROW_TOO_LARGE = "row_too_large";

  /** Somebody has cancelled or deleted the job; it keeps the rows that were sent. */
  public static final String CANCELLED = "cancelled";

  /**
   * Kafka did not take the next rows. Publishing it again under the same key goes on; when the
   * cause is fatal, such as another publisher with the same id, with a new publisher only.
   */
  public static final String NOT_LOADED = "not_loaded";

  private final String code;
  private final transient @Nullable JobId job;

  NotPublished(String code, String message, @Nullable JobId job, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.job = job;
  }

  NotPublished(String code, String message, @Nullable JobId job) {
    this(code, message, job, null);
  }

  /** Stable, for programs. */
  public String code() {
    return code;
  }

  /** The job, when one was made of the list; else null. */
  public @Nullable JobId job() {
    return job;
  }
}
