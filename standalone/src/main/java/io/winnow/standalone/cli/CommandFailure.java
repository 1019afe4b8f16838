package io.winnow.standalone.cli;

import io.winnow.kit.process.CommandFaults;

/** Ends a command: one line for people, and the exit status. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  private CommandFailure(int exitStatus, String message, Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
  }

  /** What the user gave cannot be used: what, where, and what to do. */
  static CommandFailure badInput(String message, Throwable cause) {
    return new CommandFailure(CommandFaults.BAD_INPUT, message, cause);
  }

  /** Winnow or the machine failed: what, and what to do. */
  static CommandFailure failed(String message, Throwable cause) {
    return new CommandFailure(CommandFaults.FAILED, message, cause);
  }

  int exitStatus() {
    return exitStatus;
  }

  String line() {
    return String.valueOf(getMessage());
  }
}
