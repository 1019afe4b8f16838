package io.winnow.standalone.cli;

import io.winnow.kit.http.CannotListenException;
import io.winnow.kit.kafka.TopicException;
import io.winnow.kit.settings.SettingsException;
import io.winnow.standalone.DataDirectoryInUse;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: {@code winnow verify | serve | accounts | rebuild | topics | acls | lab}. */
@Command(
    name = "winnow",
    version = "winnow 0.1.0",
    mixinStandardHelpOptions = true,
    description = "Verifies email lists in bulk.",
    subcommands = {
      VerifyCommand.class,
      ServeCommand.class,
      AccountsCommand.class,
      RebuildCommand.class,
      TopicsCommand.class,
      AclsCommand.class,
      LabCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs one command.
   *
   * @return its exit status: 0 when all went well, 1 when Winnow or the machine failed, 2 when what
   *     was given cannot be used
   */
  static int run(String... args) {
    CommandLine commands =
        new CommandLine(new Main())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(Main::misused)
            .setExecutionExceptionHandler(Main::failed);
    return commands.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: verify, serve, accounts, rebuild, topics, acls or lab");
  }

  private static int misused(ParameterException misuse, String[] args) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    err.printf(
        "winnow: %s (see: winnow %s--help)%n",
        misuse.getMessage(), command.getParent() == null ? "" : command.getCommandName() + " ");
    return CommandFailure.BAD_INPUT;
  }

  private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult args)
      throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailure expected) {
      err.println("winnow: " + expected.line());
      return expected.exitStatus();
    }
    if (failure instanceof DataDirectoryInUse
        || failure instanceof SettingsException
        || failure instanceof CannotListenException
        || failure instanceof TopicException) {
      err.println("winnow: " + failure.getMessage());
      return CommandFailure.BAD_INPUT;
    }
    throw failure;
  }
}
