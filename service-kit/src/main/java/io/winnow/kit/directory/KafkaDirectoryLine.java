package io.winnow.kit.directory;

import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.CommandLine;
import io.winnow.kit.kafka.KafkaClients;
import java.time.Duration;

/** Over Kafka: commands go out under their account. */
final class KafkaDirectoryLine implements DirectoryLine {
  private static final CommandLine.Language<DirectoryCommand, DirectoryAnswer> LANGUAGE =
      new CommandLine.Language<>(
          "directory",
          Topics.DIRECTORY_COMMANDS,
          Topics.DIRECTORY_ANSWERS,
          new JsonSerde<>(DirectoryCommand.class),
          new JsonSerde<>(DirectoryAnswer.class),
          DirectoryCommand::account,
          DirectoryCommand::nonce,
          DirectoryAnswer::nonce);

  /** A few, so that many callers share a request. */
  private static final int LINGER_MILLIS = 2;

  private final CommandLine<DirectoryCommand, DirectoryAnswer> line;
  private final Duration timeout;

  private KafkaDirectoryLine(
      CommandLine<DirectoryCommand, DirectoryAnswer> line, Duration timeout) {
    this.line = line;
    this.timeout = timeout;
  }

  /**
   * @param name of who asks, as in the commands
   * @param timeout how long an answer is waited for
   */
  static KafkaDirectoryLine at(KafkaClients kafka, String name, Duration timeout) {
    return new KafkaDirectoryLine(
        CommandLine.at(kafka, LANGUAGE, name, LINGER_MILLIS, timeout), timeout);
  }

  /** Begins to listen. The topics must be there. */
  void start() {
    line.start();
  }

  @Override
  public DirectoryAnswer ask(DirectoryCommand command) {
    try {
      return line.ask(command);
    } catch (CommandLine.NoAnswer e) {
      throw new DirectoryUnavailable(
          "nobody answered about the directory of account %s within %d s; see whether the verifier runs with its directory and Kafka is reachable, and how the contacts stand, before you try again"
              .formatted(command.account(), timeout.toSeconds()),
          e);
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
