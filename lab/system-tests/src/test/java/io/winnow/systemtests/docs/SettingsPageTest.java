package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import io.winnow.kit.settings.SettingsTable;
import io.winnow.standalone.KnownSettings;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

  @Test
  void everySettingIsInTheTableAsTheCodeHasIt() throws IOException {
    Page.read("docs/settings.md").assertHolds(SettingsTable.markdown(KnownSettings.ALL));
  }

  @Test
  void theKafkaKeysThatAreRefusedAreNamed() throws IOException {
    String refused =
        Stream.of(
                ProducerConfig.configNames(),
                ConsumerConfig.configNames(),
                AdminClientConfig.configNames(),
                StreamsConfig.configDef().names())
            .flatMap(Collection::stream)
            .filter(SettingsPageTest::isRefused)
            .distinct()
            .sorted()
            .map(key -> "`" + key + "`")
            .collect(Collectors.joining(", "));

    assertThat(Page.read("docs/settings.md").section("## Kafka's own settings"))
        .as("docs/settings.md has to name the keys that are refused, in this order")
        .contains(refused);
  }

  private static boolean isRefused(String key) {
    try {
      KafkaClients.from(Settings.of(Map.of(KafkaClients.PREFIX + key, "localhost:9092")));
      return false;
    } catch (SettingsException e) {
      return true;
    }
  }
}
