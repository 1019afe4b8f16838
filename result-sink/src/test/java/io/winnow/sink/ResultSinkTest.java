package io.winnow.sink;

import static io.winnow.sink.fixtures.Samples.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobId;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.fixtures.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ResultSinkTest {
  @TempDir Path root;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void kafkaAcceptsThePropertiesOfAllClients() {
    SinkClients clients =
        new SinkClients(KafkaClients.from(settings()), SinkSettings.from(settings()).id());

    try (Consumer<byte[], byte[]> jobs = clients.jobs();
        Consumer<byte[], byte[]> rows = clients.consumer();
        Producer<byte[], byte[]> producer = clients.producer()) {
      assertThat(rows.groupMetadata().groupId()).isEqualTo("winnow-result-sink");
      assertThat(jobs.subscription()).isEmpty();
      assertThat(producer.metrics()).isNotEmpty();
    }
  }

  @Test
  void theOperatorMayChooseTheClassicGroupProtocol() {
    Settings classic = settings().with(Map.of("winnow.kafka.consumer.group.protocol", "classic"));
    SinkClients clients =
        new SinkClients(KafkaClients.from(classic), SinkSettings.from(classic).id());

    try (Consumer<byte[], byte[]> rows = clients.consumer()) {
      assertThat(rows.groupMetadata().groupId()).isEqualTo("winnow-result-sink");
    }
  }

  @Test
  void resultsAreWrittenForTheCommandLine() throws IOException {
    try (ResultSink sink = sink()) {
      sink.jobs().put(Samples.job(7, 3));
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      boolean complete = sink.writeResults(new JobId(7), out);

      assertThat(complete).isFalse();
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(HEADER);
      assertThatThrownBy(() -> sink.writeResults(new JobId(8), out))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("8");
    }
  }

  @Test
  @Timeout(15)
  void aSecondSinkOfTheSameIdIsRefusedAtItsStart() throws IOException {
    try (ResultSink first = sink();
        ResultSink second = sink()) {
      first.start();

      assertThatThrownBy(second::start).hasMessageContaining("another sink with the id 'sink'");
      assertThat(first.notReady()).hasSize(2);
      assertThat(first.alive()).isTrue();
    }
  }

  @Test
  void jobsAreCountedByStateInTheMetrics() throws IOException {
    try (ResultSink sink = sink()) {
      sink.jobs().put(Samples.job(7, 3));

      assertThat(meters.get("winnow.jobs").tag("state", "running").gauge().value()).isEqualTo(1);
      assertThat(meters.get("winnow.jobs").tag("state", "failed").gauge().value()).isZero();
    }
  }

  private ResultSink sink() {
    return new ResultSink(SinkSettings.from(settings()), KafkaClients.from(settings()), meters);
  }

  private Settings settings() {
    return Settings.of(
        Map.of(
            "winnow.sink.directory",
            root.toString(),
            "winnow.kafka.bootstrap.servers",
            "127.0.0.1:1"));
  }
}
