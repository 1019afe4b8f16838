package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Topic;
import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.Right;
import io.winnow.kit.kafka.Rights;
import io.winnow.kit.kafka.TopicProvisioner;
import io.winnow.kit.kafka.TopicSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.KnownSettings;
import io.winnow.standalone.ServiceRights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Topics and users for the Strimzi operator are those that the services would make and need. */
class StrimziTest {
  private static final Path KUBERNETES = Deploy.DIRECTORY.resolve("kubernetes");

  @Test
  void topicsAreMadeAsTheProvisionerWouldMakeThem() throws IOException {
    Map<String, String> variables = Deploy.environment(KUBERNETES.resolve("base/settings.env"));
    variables.keySet().removeIf(name -> name.endsWith("_FILE")); // secrets, which are not here
    Settings settings = Settings.load(null, variables, KnownSettings.ALL);
    TopicProvisioner provisioner =
        new TopicProvisioner(KafkaClients.from(settings), TopicSettings.from(settings));
    Map<String, JsonNode> found = named("strimzi/topics.yaml", "KafkaTopic");

    assertThat(found.keySet())
        .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream().map(Topic::name).toList());
    for (Topic topic : Topics.ALL) {
      JsonNode resource = found.get(topic.name());
      NewTopic wanted = provisioner.specification(topic);
      JsonNode spec = resource.get("spec");
      assertThat(spec.get("partitions").asInt())
          .as("partitions of %s", topic.name())
          .isEqualTo(wanted.numPartitions());
      assertThat(spec.get("replicas").asInt()).isEqualTo(wanted.replicationFactor());
      assertThat(texts(spec.get("config"))).as(topic.name()).isEqualTo(wanted.configs());
      assertThat(resource.at("/metadata/annotations/winnow.io~1spread").asText())
          .as("overlays choose by this which topics get other partitions")
          .isEqualTo(topic.spread().name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void usersHaveTheRightsOfTheirServices() throws IOException {
    Map<String, JsonNode> found = named("strimzi/users.yaml", "KafkaUser");

    assertThat(found.keySet())
        .containsExactlyInAnyOrderElementsOf(
            ServiceRights.ALL.stream().map(Rights::service).toList());
    for (Rights rights : ServiceRights.ALL) {
      List<String> granted = new ArrayList<>();
      for (JsonNode acl : found.get(rights.service()).at("/spec/authorization/acls")) {
        JsonNode resource = acl.get("resource");
        for (JsonNode operation : acl.get("operations")) {
          granted.add(
              "%s %s %s: %s"
                  .formatted(
                      resource.get("type").asText(),
                      resource.get("patternType").asText(),
                      resource.get("name").asText(),
                      operation.asText()));
        }
      }
      assertThat(granted)
          .as("rights of %s", rights.service())
          .containsExactlyInAnyOrderElementsOf(
              rights.all().stream().map(StrimziTest::words).toList());
    }
  }

  private static String words(Right right) {
    String verb = right.verb();
    return "%s %s %s: %s"
        .formatted(
            right.resource().resourceType() == ResourceType.TRANSACTIONAL_ID
                ? "transactionalId"
                : right.kind(),
            right.prefixed() ? "prefix" : "literal",
            right.resource().name(),
            verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1));
  }

  private static Map<String, JsonNode> named(String file, String kind) throws IOException {
    Map<String, JsonNode> named = new HashMap<>();
    for (JsonNode document : Deploy.yaml(KUBERNETES.resolve(file))) {
      assertThat(document.get("kind").asText()).isEqualTo(kind);
      named.put(document.at("/metadata/name").asText(), document);
    }
    return named;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
