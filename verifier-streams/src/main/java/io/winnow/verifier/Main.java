package io.winnow.verifier;

import io.winnow.kit.process.CommandFaults;
import io.winnow.kit.process.OperatorSettings;
import io.winnow.kit.process.ServiceProcess;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.smtp.SenderIdentity;
import io.winnow.verifier.egress.MailPortCheck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verifier-streams service as a process of its own. */
@Command(
    name = "verifier",
    description = "Runs verifier-streams on a Kafka cluster: gives the verdicts.",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  /** The settings that it understands. */
  public static final List<Setting<?>> SETTINGS =
      ServiceProcess.known(List.of(VerifierSettings.ALL, SenderIdentity.ALL, MailPortCheck.ALL));

  @Mixin private final OperatorSettings operators = new OperatorSettings();

  @Option(
      names = "--roles",
      paramLabel = "ROLE,…",
      description =
          "Which of its applications run here: verify, probe, accounts, directory (default: all; the same as"
              + " winnow.verifier.roles).")
  private @Nullable String roles;

  /** Runs it, and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(CommandFaults.installedIn(new CommandLine(new Main())).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = operators.load(SETTINGS, Map.of());
    if (roles != null) {
      settings = settings.with(Map.of(VerifierSettings.ROLES.key(), roles));
    }
    return ServiceProcess.run(
        VerifierRights.of(settings.get(VerifierSettings.ROLES)),
        settings,
        (all, kafka, _, metrics) -> List.of(new VerifierService(all, kafka, metrics.registry())));
  }
}
