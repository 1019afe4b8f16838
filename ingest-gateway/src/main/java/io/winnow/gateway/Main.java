package io.winnow.gateway;

import io.winnow.gateway.admin.AdminSettings;
import io.winnow.gateway.dialect.pardot.PardotSettings;
import io.winnow.gateway.flow.FlowSettings;
import io.winnow.kit.process.CommandFaults;
import io.winnow.kit.process.OperatorSettings;
import io.winnow.kit.process.ServiceProcess;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.smtp.SenderIdentity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The ingest-gateway as a process of its own. */
@Command(
    name = "gateway",
    description = "Runs the ingest-gateway on a Kafka cluster: takes lists in.",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  /** The settings that it understands. */
  public static final List<Setting<?>> SETTINGS =
      ServiceProcess.known(
          List.of(
              AdminSettings.ALL,
              GatewaySettings.ALL,
              FlowSettings.ALL,
              PardotSettings.ALL,
              SenderIdentity.ALL));

  @Mixin private final OperatorSettings operators = new OperatorSettings();

  /** Runs it, and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(CommandFaults.installedIn(new CommandLine(new Main())).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    return ServiceProcess.run(
        "ingest-gateway",
        operators.load(SETTINGS, Map.of()),
        (settings, kafka, gate, metrics) ->
            List.of(
                new GatewayService(settings, kafka, metrics.registry()),
                new ServedAccounts(settings, kafka, gate),
                new ServedContacts(settings, kafka, gate)));
  }
}
