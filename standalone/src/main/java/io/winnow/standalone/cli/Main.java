package io.winnow.standalone.cli;

import io.winnow.kit.process.CommandFaults;
import io.winnow.standalone.DataDirectoryInUse;
import java.io.PrintWriter;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command line: {@code winnow verify | serve | accounts | rebuild | lab | gateway | verifier |
 * sink}.
 */
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
      LabCommand.class,
      io.winnow.gateway.Main.class,
      io.winnow.verifier.Main.class,
      io.winnow.sink.Main.class
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
    return CommandFaults.installedIn(new CommandLine(new Main()))
        .setExecutionExceptionHandler(Main::failed)
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: verify, serve, accounts, rebuild or lab; or, on a cluster, gateway, verifier or sink");
  }

  private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult args)
      throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailure expected) {
      err.println("winnow: " + expected.line());
      return expected.exitStatus();
    }
    OptionalInt status =
        failure instanceof DataDirectoryInUse
            ? OptionalInt.of(CommandFaults.BAD_INPUT)
            : CommandFaults.exitStatus(failure);
    if (status.isEmpty()) {
      throw failure;
    }
    err.println("winnow: " + failure.getMessage());
    return status.getAsInt();
  }
}
