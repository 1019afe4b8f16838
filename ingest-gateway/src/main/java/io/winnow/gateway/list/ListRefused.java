package io.winnow.gateway.list;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A list is refused whole. The message is one line: what is wrong, where, and what to do. */
public final class ListRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ListFault fault;
  private final long line;
  private final @Nullable String column;

  private ListRefused(
      ListFault fault,
      long line,
      @Nullable String column,
      String message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.fault = fault;
    this.line = line;
    this.column = column;
  }

  /** A fault of the list as a whole. */
  public static ListRefused because(ListFault fault, String message) {
    return new ListRefused(fault, 0, null, message, null);
  }

  /** A fault of the upload, with what brought it about. */
  public static ListRefused because(ListFault fault, String message, Throwable cause) {
    return new ListRefused(fault, 0, null, message, cause);
  }

  /**
   * A fault in one line.
   *
   * @param line of the file, from 1; the message begins with it
   */
  public static ListRefused atLine(ListFault fault, long line, String message) {
    return new ListRefused(
        fault, line, null, String.format(Locale.ROOT, "line %d: %s", line, message), null);
  }

  /**
   * A fault where a line alone does not tell the place.
   *
   * @param line of the file, or row of the sheet, from 1
   * @param place the same for people, such as {@code row 7 of sheet 'May'}; the message begins with
   *     it
   */
  public static ListRefused at(ListFault fault, long line, String place, String message) {
    return new ListRefused(fault, line, null, place + ": " + message, null);
  }

  /**
   * A fault that has to do with one column.
   *
   * @param column as the user named it
   */
  public static ListRefused ofColumn(ListFault fault, String column, String message) {
    return new ListRefused(fault, 0, column, message, null);
  }

  /** What is wrong. */
  public ListFault fault() {
    return fault;
  }

  /** Stable, for programs. */
  public String code() {
    return fault.code();
  }

  /** The line of the file, from 1; empty for a fault of the list as a whole. */
  public OptionalLong line() {
    return line == 0 ? OptionalLong.empty() : OptionalLong.of(line);
  }

  /** The column as the user named it. */
  public Optional<String> column() {
    return Optional.ofNullable(column);
  }

  /** What is wrong, where, and what to do, in one line. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
