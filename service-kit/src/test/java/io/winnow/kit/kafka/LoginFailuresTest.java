package io.winnow.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.Settings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class LoginFailuresTest {
  private final KafkaClients clients =
      KafkaClients.from(Settings.of(Map.of("winnow.kafka.bootstrap.servers", "127.0.0.1:1")));

  @Test
  void whatAClientCountedStaysWhenItIsClosed() {
    double before = LoginFailures.total();
    LoginFailures reporter = new LoginFailures();
    try (var metrics =
        new org.apache.kafka.common.metrics.Metrics(
            new MetricConfig(), List.<MetricsReporter>of(reporter), Time.SYSTEM)) {
      Sensor refused = metrics.sensor("refused");
      refused.add(
          new MetricName("failed-authentication-total", "producer-metrics", "", Map.of()),
          new CumulativeCount());
      refused.add(
          new MetricName("successful-authentication-total", "producer-metrics", "", Map.of()),
          new CumulativeCount());
      refused.record();
      refused.record();

      assertThat(LoginFailures.total() - before).isEqualTo(2);

      metrics.removeSensor("refused");
      assertThat(LoginFailures.total() - before).isEqualTo(2);
    }
    assertThat(LoginFailures.total() - before).isEqualTo(2);
  }

  /** Kafka's name of the metric, and that clients take the reporter. */
  @Test
  void clientsHaveWhatIsCounted() {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            clients.producer(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThat(producer.metrics().keySet())
          .extracting(MetricName::name)
          .contains("failed-authentication-total");
    }
  }

  @Test
  void clientsOfStreamsHaveItToo() {
    StreamsConfig config =
        new StreamsConfig(clients.streams(Map.of(StreamsConfig.APPLICATION_ID_CONFIG, "app")));

    String reporter = LoginFailures.class.getName();
    for (Map<String, Object> client :
        List.of(
            config.getMainConsumerConfigs("group", "client", 0),
            config.getRestoreConsumerConfigs("client"),
            config.getProducerConfigs("client"),
            config.getAdminConfigs("client"))) {
      assertThat(String.valueOf(client.get("metric.reporters"))).contains(reporter);
    }
  }

  @Test
  void itIsShownFromTheStart() {
    try (Metrics metrics = new Metrics()) {
      assertThat(metrics.scrape()).contains("winnow_kafka_logins_failed_total");
    }
  }
}
