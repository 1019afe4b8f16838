package io.winnow.standalone;

import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkSettings;
import io.winnow.sink.rebuild.RebuiltJob;
import io.winnow.standalone.broker.EmbeddedBroker;
import io.winnow.standalone.broker.FormerProcess;
import io.winnow.verifier.Verifier;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the results of a data directory again, with its broker and nothing else running. */
public final class RebuiltResults {
  private RebuiltResults() {}

  /**
   * Returns when it is done.
   *
   * @param operators settings
   * @return what became of each job, by id
   * @throws IOException when the broker cannot start, or the disk fails
   */
  public static List<RebuiltJob> of(DataDirectory data, Settings operators)
      throws IOException, InterruptedException {
    try (EmbeddedBroker broker = new EmbeddedBroker(data.kafka(), 0)) {
      Settings settings =
          operators.with(
              Map.of(
                  ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(),
                  broker.bootstrapServers(),
                  SinkSettings.DIRECTORY.key(),
                  data.results().toString()));
      KafkaClients kafka = KafkaClients.from(settings);
      broker.start();
      FormerProcess.clearAway(
          kafka,
          Stream.concat(Verifier.APPLICATIONS.stream(), Stream.of(ResultSink.GROUP)).toList());
      return ResultSink.rebuild(SinkSettings.from(settings), kafka);
    }
  }
}
