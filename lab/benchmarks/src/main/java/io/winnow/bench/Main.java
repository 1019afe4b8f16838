package io.winnow.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code winnow bench}: benchmarks whose results are ratios within one run. */
@Command(
    name = "bench",
    description = "Measures Winnow beside what the machine allows, in one run.",
    mixinStandardHelpOptions = true,
    subcommands = {PipelineBench.class, ErrandsBench.class, ResolveBench.class},
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  /** Runs one benchmark and ends the process. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to measure: pipeline, errands or resolve");
  }
}
