package io.winnow.standalone.cli;

import io.winnow.gateway.admin.AdminSettings;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.AdminAddress;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose accounts a command is about: a server's on this machine, one's elsewhere, a cluster's. */
final class AccountsPlace {
  @Mixin private final CommandSettings operators = new CommandSettings();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "winnow-data",
      description = "Data directory of a running ./winnow serve (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @Option(
      names = "--admin",
      paramLabel = "URL",
      description = "An admin API elsewhere; its token is the setting winnow.admin.token.")
  private @Nullable String admin;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "A Kafka cluster, without a server between.")
  private @Nullable String kafka;

  AccountBook open() throws InterruptedException {
    Settings settings = operators.load(kafka);
    if (settings.has(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS)) {
      return BookOverKafka.open(KafkaClients.from(settings));
    }
    if (admin != null) {
      return new BookOverHttp(
          new AdminAddress(admin.replaceFirst("/+$", ""), settings.get(AdminSettings.TOKEN)));
    }
    return new BookOverHttp(running());
  }

  private AdminAddress running() {
    try {
      return AdminAddress.read(directory)
          .orElseThrow(
              () ->
                  CommandFailure.badInput(
                      "no server runs on %s; start it with ./winnow serve, name another directory with --data, or a cluster with --kafka HOST:PORT"
                          .formatted(directory),
                      new IllegalStateException("no server")));
    } catch (IOException e) {
      throw CommandFailure.badInput(
          "cannot read %s: %s".formatted(directory, FileFaults.reason(e)), e);
    }
  }
}
