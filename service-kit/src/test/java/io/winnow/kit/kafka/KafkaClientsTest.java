package io.winnow.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClientsTest {

  @Test
  void withoutSettingsTheClusterIsOnThisMachine() {
    KafkaClients clients = KafkaClients.from(Settings.of(Map.of()));

    assertThat(clients.producer(Map.of("linger.ms", 5)))
        .containsOnly(
            Map.entry("bootstrap.servers", "localhost:9092"),
            Map.entry("linger.ms", 5),
            Map.entry(
                "metric.reporters",
                "org.apache.kafka.common.metrics.JmxReporter,io.winnow.kit.kafka.LoginFailures"));
  }

  @Test
  void theOperatorsPropertiesWinAndTheMoreSpecialOnesWinMost() {
    KafkaClients clients =
        KafkaClients.from(
            Settings.of(
                Map.of(
                    "winnow.kafka.bootstrap.servers", "broker:9092",
                    "winnow.kafka.linger.ms", "7",
                    "winnow.kafka.producer.linger.ms", "9",
                    "winnow.kafka.consumer.max.poll.records", "3")));

    assertThat(clients.producer(Map.of("linger.ms", 5, "batch.size", 1)))
        .contains(
            Map.entry("bootstrap.servers", "broker:9092"),
            Map.entry("linger.ms", "9"),
            Map.entry("batch.size", 1))
        .hasSize(4);
    assertThat(clients.consumer(Map.of()))
        .containsEntry("max.poll.records", "3")
        .containsEntry("linger.ms", "7");
    assertThat(clients.admin(Map.of())).doesNotContainKey("max.poll.records");
  }

  @Test
  void streamsShareWhatIsSetForAllOfThem() {
    KafkaClients clients =
        KafkaClients.from(
            Settings.of(
                Map.of(
                    "winnow.streams.instance", "verifier-1",
                    "winnow.streams.application-server", "verifier-1:8080",
                    "winnow.streams.standby-replicas", "1",
                    "winnow.topics.replication-factor", "2",
                    "winnow.kafka.streams.num.standby.replicas", "3")));

    assertThat(clients.streams(Map.of("application.id", "app")))
        .containsEntry("application.id", "app")
        .containsEntry("main.consumer.group.instance.id", "verifier-1")
        .containsEntry("application.server", "verifier-1:8080")
        .containsEntry("replication.factor", 2)
        .containsEntry("num.standby.replicas", "3");
    assertThat(KafkaClients.from(Settings.of(Map.of())).streams(Map.of()))
        .doesNotContainKeys("main.consumer.group.instance.id", "application.server");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "isolation.level",
        "producer.acks",
        "consumer.group.id",
        "streams.processing.guarantee",
        "streams.main.consumer.isolation.level",
        "streams.producer.transactional.id"
      })
  void whatExactlyOnceStandsOnCannotBeSet(String key) {
    Settings settings = Settings.of(Map.of("winnow.kafka." + key, "x"));

    assertThatThrownBy(() -> KafkaClients.from(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.kafka." + key);
  }
}
