package io.winnow.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkSettings;
import io.winnow.standalone.broker.EmbeddedBroker;
import io.winnow.verifier.Verifier;
import io.winnow.verifier.VerifierSettings;
import io.winnow.verifier.admission.AdmissionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a gateway needs that is alone in its process: a broker, who admits and verifies, and who
 * counts what is verified, without which loading would stop at its bound.
 */
record GatewayBackstage(EmbeddedBroker broker, Verifier verifier, ResultSink sink)
    implements AutoCloseable {

  static GatewayBackstage start(Path directory) throws Exception {
    EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("kafka"), 0);
    broker.start();
    Settings settings =
        Settings.of(
            Map.of(
                ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(),
                broker.bootstrapServers(),
                ServiceSettings.TOPIC_PARTITIONS.key(),
                "4",
                ServiceSettings.JOB_PARTITIONS.key(),
                "1",
                ServiceSettings.REPLICATION_FACTOR.key(),
                "1",
                AdmissionSettings.OPEN.key(),
                "local",
                VerifierSettings.STATE_DIRECTORY.key(),
                directory.resolve("state").toString(),
                SinkSettings.DIRECTORY.key(),
                directory.resolve("results").toString()));
    KafkaClients kafka = KafkaClients.from(settings);
    TopicSettings topics = TopicSettings.from(settings);
    new TopicProvisioner(kafka, topics).provision(Topics.ALL);
    Verifier verifier =
        new Verifier(
            VerifierSettings.from(settings),
            kafka,
            topics.jobPartitions(),
            new SimpleMeterRegistry());
    verifier.start();
    ResultSink sink = new ResultSink(SinkSettings.from(settings), kafka, new SimpleMeterRegistry());
    sink.start();
    return new GatewayBackstage(broker, verifier, sink);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() throws IOException {
    try (broker;
        verifier;
        sink) {
      // closed in reverse, each even if another fails
    }
  }
}
