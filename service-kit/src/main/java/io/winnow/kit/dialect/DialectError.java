package io.winnow.kit.dialect;

import java.util.List;

/**
 * An error in a dialect's own words. Thrown by its routes, and made of what goes wrong elsewhere.
 */
public final class DialectError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<String> messages;

  private DialectError(int status, String code, List<String> messages) {
    super(String.join("; ", messages));
    this.status = status;
    this.code = code;
    this.messages = List.copyOf(messages);
  }

  /**
   * @param status of HTTP, as this dialect has it
   * @param code as the dialect's documentation has it; empty where it has none
   * @param message for people
   */
  public static DialectError of(int status, String code, String message) {
    return new DialectError(status, code, List.of(message));
  }

  /** The same of a dialect without codes. */
  public static DialectError of(int status, String message) {
    return of(status, "", message);
  }

  /**
   * Several faults at once, of a dialect that tells all of them.
   *
   * @param messages at least one
   */
  public static DialectError of(int status, List<String> messages) {
    return new DialectError(status, "", messages);
  }

  /** Status of HTTP. */
  public int status() {
    return status;
  }

  /** As the dialect's documentation has it; empty where it has none. */
  public String code() {
    return code;
  }

  /** At least one. */
  public List<String> messages() {
    return messages;
  }

  /** All messages in one line. */
  public String text() {
    return String.join("; ", messages);
  }
}
