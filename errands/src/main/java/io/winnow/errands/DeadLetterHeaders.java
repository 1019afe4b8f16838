package io.winnow.errands;

/** The headers, all UTF-8 text, that an errand adds to those of a record it gives up. */
public final class DeadLetterHeaders {
  /** The name of the errand. */
  public static final String ERRAND = "errand.name";

  /** How many attempts were made, counting the last. */
  public static final String ATTEMPTS = "errand.attempts";

  /** Why the record was given up. */
  public static final String WHY = "errand.why";

  /** The exception behind it, class and message; absent when there was none. */
  public static final String ERROR = "errand.error";

  private DeadLetterHeaders() {}
}
