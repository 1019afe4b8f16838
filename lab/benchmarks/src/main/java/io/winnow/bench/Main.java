package io.winnow.bench;

import io.winnow.kit.logging.Logging;
import io.winnow.kit.settings.Settings;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code winnow bench}: benchmarks whose results are ratios within one run. */
@Command(
    name = "bench",
    description = "Measures Winnow beside what the machine allows, in one run.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PipelineBench.class,
      ErrandsBench.class,
      ResolveBench.class,
      ProbeBench.class,
      GatewayBench.class,
      UploadBench.class,
      TurnsBench.class,
      DownloadBench.class,
      ContactsBench.class,
      ProspectsBench.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  /** Runs one benchmark and ends the process. */
  public static void main(String[] args) {
    Logging.configure(Settings.of(Map.of("winnow.log.level", "error")));
    Logging.level("kafka", "off");
    Logging.level("org.apache.kafka", "off");
    Logging.level("state.change.logger", "off");
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "say what to measure: pipeline, errands, resolve, probe, gateway, upload, turns, download,"
            + " contacts or prospects");
  }
}
