package io.winnow.sink;

import io.winnow.kit.process.CommandFaults;
import io.winnow.kit.process.OperatorSettings;
import io.winnow.kit.process.ServiceProcess;
import io.winnow.kit.settings.Setting;
import io.winnow.sink.webhooks.WebhookSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The result-sink as a process of its own. */
@Command(
    name = "sink",
    description = "Runs the result-sink on a Kafka cluster: files verified rows and serves them.",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  /** The settings that it understands. */
  public static final List<Setting<?>> SETTINGS =
      ServiceProcess.known(List.of(SinkSettings.ALL, WebhookSettings.ALL));

  @Mixin private final OperatorSettings operators = new OperatorSettings();

  /** Runs it, and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(CommandFaults.installedIn(new CommandLine(new Main())).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    return ServiceProcess.run(
        "result-sink",
        operators.load(SETTINGS, Map.of()),
        (settings, kafka, _, metrics) ->
            List.of(new SinkService(settings, kafka, metrics.registry())));
  }
}
