package io.winnow.kit.kafka;

import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.metrics.JmxReporter;

/**
 * Properties of all Kafka clients of a process: the operator's {@code winnow.kafka.*} for every
 * client, {@code winnow.kafka.producer.*} and so on for one kind, under what Winnow itself insists
 * on. Secrets come by Kafka's own config providers, for instance {@code
 * ${file:/run/secrets/kafka.properties:password}}.
 */
public final class KafkaClients {
  /** Where the operator's own client properties begin. */
  public static final String PREFIX = "winnow.kafka.";

  private static final Set<String> KINDS = Set.of("producer.", "consumer.", "admin.", "streams.");

  /** What exactly-once stands on; overriding any of these is refused at start. */
  static final Set<String> INVARIANTS =
      Set.of(
          "acks",
          "allow.auto.create.topics",
          "application.id",
          "auto.offset.reset",
          "enable.auto.commit",
          "enable.idempotence",
          "group.id",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "processing.guarantee",
          "state.dir",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  /** Beside {@code winnow.kafka.*}, what an operator can set about clients. */
  public static final List<Setting<?>> SETTINGS = StreamsSettings.ALL;

  private static final String REPORTERS = CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG;
  private static final String KAFKAS_REPORTER = JmxReporter.class.getName();
  private static final String LOGIN_FAILURES = LoginFailures.class.getName();

  private final String bootstrapServers;
  private final StreamsSettings streams;
  private final Map<String, String> operators;

  private KafkaClients(
      String bootstrapServers, StreamsSettings streams, Map<String, String> operators) {
    this.bootstrapServers = bootstrapServers;
    this.streams = streams;
    this.operators = operators;
  }

  /**
   * @throws SettingsException when the operator's properties touch an invariant
   */
  public static KafkaClients from(Settings settings) {
    Map<String, String> operators = settings.startingWith(PREFIX);
    Set<String> refused = new TreeSet<>();
    for (String key : operators.keySet()) {
      String kind = KINDS.stream().filter(key::startsWith).findFirst().orElse("");
      String bare = key.substring(kind.length());
      // Kafka Streams has prefixes of its own within streams.*
      bare = bare.replaceFirst("^((main|restore|global)\\.)?(consumer|producer|admin)\\.", "");
      if (INVARIANTS.contains(bare)) {
        refused.add(PREFIX + key);
      }
    }
    if (!refused.isEmpty()) {
      throw new SettingsException(
          refused + " cannot be set: exactly-once delivery depends on Winnow's own values");
    }
    return new KafkaClients(
        settings.get(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS),
        StreamsSettings.from(settings),
        operators);
  }

  /** Where the cluster is looked for, for error messages. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** For a producer: the operator's properties, and ours where they are said nothing of. */
  public Map<String, Object> producer(Map<String, ?> ours) {
    return merged("producer.", ours);
  }

  /** For a consumer. */
  public Map<String, Object> consumer(Map<String, ?> ours) {
    return merged("consumer.", ours);
  }

  /** For an admin client. */
  public Map<String, Object> admin(Map<String, ?> ours) {
    return merged("admin.", ours);
  }

  /** For Kafka Streams; with what all applications of the process have in common. */
  public Map<String, Object> streams(Map<String, ?> ours) {
    Map<String, Object> all = new HashMap<>(streams.properties());
    all.putAll(ours);
    return merged("streams.", all);
  }

  private Map<String, Object> merged(String kind, Map<String, ?> ours) {
    Map<String, Object> merged = new HashMap<>();
    merged.put("bootstrap.servers", bootstrapServers);
    merged.putAll(ours);
    operators.forEach(
        (key, value) -> {
          if (KINDS.stream().noneMatch(key::startsWith)) {
            merged.put(key, value);
          }
        });
    operators.forEach(
        (key, value) -> {
          if (key.startsWith(kind)) {
            merged.put(key.substring(kind.length()), value);
          }
        });
    merged.merge(
        REPORTERS,
        KAFKAS_REPORTER + "," + LOGIN_FAILURES,
        (theirs, _) ->
            String.valueOf(theirs).isBlank() ? LOGIN_FAILURES : theirs + "," + LOGIN_FAILURES);
    return merged;
  }
}
