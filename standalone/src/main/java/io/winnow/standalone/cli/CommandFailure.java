package io.winnow.standalone.cli;

/** Ends a command: one line for people, and the exit status. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Exit status when what the user gave cannot be used. */
  static final int BAD_INPUT = 2;

  /** Exit status when Winnow or the machine failed. */
  static final int FAILED = 1;

  private final int exitStatus;

  private CommandFailure(int exitStatus, String message, Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
  }

  /** What the user gave cannot be used: what, where, and what to do. */
  static CommandFailure badInput(String message, Throwable cause) {
    return new CommandFailure(BAD_INPUT, message, cause);
  }

  /** Winnow or the machine failed: what, and what to do. */
  static CommandFailure failed(String message, Throwable cause) {
    return new CommandFailure(FAILED, message, cause);
  }

  int exitStatus() {
    return exitStatus;
  }

  String line() {
    return String.valueOf(getMessage());
  }
}
