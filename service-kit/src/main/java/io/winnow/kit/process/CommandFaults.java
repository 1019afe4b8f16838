package io.winnow.kit.process;

import io.winnow.kit.http.CannotListenException;
import io.winnow.kit.kafka.TopicException;
import io.winnow.kit.settings.SettingsException;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** How commands tell what went wrong: in a line where that says all, with its trace otherwise. */
public final class CommandFaults {
  /** The exit status when Winnow, the machine or the cluster failed. */
  public static final int FAILED = 1;

  /** The exit status when what was given cannot be used. */
  public static final int BAD_INPUT = 2;

  private CommandFaults() {}

  /** Tells a command's faults in this way. */
  public static CommandLine installedIn(CommandLine command) {
    return command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(CommandFaults::misused)
        .setExecutionExceptionHandler(
            (failure, failed, _) -> {
              OptionalInt status = exitStatus(failure);
              if (status.isEmpty()) {
                throw failure;
              }
              failed.getErr().println("winnow: " + failure.getMessage());
              return status.getAsInt();
            });
  }

  /** The exit status of a failure whose message says all; empty for any other. */
  public static OptionalInt exitStatus(Exception failure) {
    return switch (failure) {
      case SettingsException _, CannotListenException _ -> OptionalInt.of(BAD_INPUT);
      case TopicException _ -> OptionalInt.of(FAILED);
      case Exception _ -> OptionalInt.empty();
    };
  }

  private static int misused(ParameterException misuse, String[] args) {
    CommandLine command = misuse.getCommandLine();
    command
        .getErr()
        .printf(
            "winnow: %s (see: winnow %s--help)%n",
            misuse.getMessage(), command.getParent() == null ? "" : command.getCommandName() + " ");
    return BAD_INPUT;
  }
}
