package io.winnow.gateway.admit;

import io.winnow.contracts.JobId;
import org.jspecify.annotations.Nullable;

/** A good list has not become a job. */
public final class NotAdmitted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Nobody has answered in time, so that nobody knows; the list is given up. */
  public static final String NO_ANSWER = "not_admitted";

  /** This gateway is just receiving or admitting a list under the same idempotency key. */
  public static final String KEY_IN_PROGRESS = "idempotency_key_in_progress";

  private final String code;
  private final transient @Nullable JobId existing;

  /**
   * @param code stable, for programs
   * @param message for people: what is wrong and what to do
   */
  public NotAdmitted(String code, String message) {
    this(code, message, null);
  }

  NotAdmitted(String code, String message, @Nullable JobId existing) {
    super(message);
    this.code = code;
    this.existing = existing;
  }

  /** Two uploads with one key at the same time: the later one has to wait. */
  public static NotAdmitted keyInProgress() {
    return new NotAdmitted(
        KEY_IN_PROGRESS,
        "a list is just being uploaded under this Idempotency-Key; wait, then send it again to"
            + " learn of its job");
  }

  /** The job that the same upload made before; null when it made none. */
  public @Nullable JobId existing() {
    return existing;
  }

  /** Stable, for programs: {@link #NO_ANSWER}, or what admission says. */
  public String code() {
    return code;
  }

  /** For people: what is wrong and what to do. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
