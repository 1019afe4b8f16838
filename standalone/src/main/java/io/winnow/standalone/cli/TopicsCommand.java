package io.winnow.standalone.cli;

import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.settings.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow topics}: the topics of a cluster, made before there are services. */
@Command(
    name = "topics",
    description =
        "Makes the topics that a Kafka cluster lacks, for services that may not do so themselves.",
    mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Mixin private final CommandSettings operators = new CommandSettings();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Where, as the user of the settings, who must be allowed to create them.")
  @SuppressWarnings("NullAway.Init")
  private String kafka;

  @Override
  public Integer call() {
    Settings settings = operators.load(kafka);
    boolean made =
        new TopicProvisioner(KafkaClients.from(settings), TopicSettings.from(settings))
            .provision(Topics.ALL);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d topics%s%n", Topics.ALL.size(), made ? "" : ", all of which were there");
    out.flush();
    return 0;
  }
}
