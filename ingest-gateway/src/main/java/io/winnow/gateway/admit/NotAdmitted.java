package io.winnow.gateway.admit;

/** A good list has not become a job. */
public final class NotAdmitted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Nobody has answered in time, so that nobody knows; the list is given up. */
  public static final String NO_ANSWER = "not_admitted";

  private final String code;

  NotAdmitted(String code, String message) {
    super(message);
    this.code = code;
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
