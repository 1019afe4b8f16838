package io.winnow.kit.accounts;

import org.jspecify.annotations.Nullable;

/** Something was not done to an account. */
public final class CommandRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Code when nobody has answered in time: it may be done later, or not. */
  public static final String NO_ANSWER = "no_answer";

  private final String code;

  CommandRefused(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Stable, for programs: {@link #NO_ANSWER}, or one of AccountAnswer's. */
  public String code() {
    return code;
  }

  /** For people: what was wrong and what to do. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
