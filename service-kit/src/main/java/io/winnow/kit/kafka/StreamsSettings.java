package io.winnow.kit.kafka;

import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How the Kafka Streams applications of a process share their work with those of others.
 *
 * @param instance names this process among those of its service; empty for none
 * @param applicationServer where others reach this process; empty for nowhere
 * @param standbyReplicas copies of state that other processes keep up to date
 * @param storeMemory bytes that RocksDB may hold of all stores of the process
 * @param replicationFactor brokers that hold each record of the applications' own topics
 */
record StreamsSettings(
    String instance,
    String applicationServer,
    int standbyReplicas,
    long storeMemory,
    int replicationFactor) {
  static final Setting<String> INSTANCE =
      new Setting<>(
          "winnow.streams.instance",
          "letters, digits, '.', '_' and '-', or nothing",
          "",
          "Names this process among those of its service, and stays over restarts: one that is back"
              + " soon keeps its tasks (static membership). No two may have the same.",
          StreamsSettings::name);
  static final Setting<String> APPLICATION_SERVER =
      new Setting<>(
          "winnow.streams.application-server",
          "host:port, or nothing",
          "",
          "Where others reach this process; told to them by Kafka Streams (application.server).",
          StreamsSettings::hostAndPort);
  static final Setting<Integer> STANDBY_REPLICAS =
      Setting.integer(
          "winnow.streams.standby-replicas",
          0,
          0,
          10,
          "Copies of each task's state that other processes keep, so that they go on without"
              + " reading it first.");

  static final Setting<Long> STORE_MEMORY =
      Setting.bytes(
          StoreMemory.BYTES,
          "128 MiB",
          "What RocksDB may hold in memory of all of a process's state on disk together, beside the"
              + " heap: more means fewer reads from the disk.");

  static final List<Setting<?>> ALL =
      List.of(INSTANCE, APPLICATION_SERVER, STANDBY_REPLICAS, STORE_MEMORY);

  static StreamsSettings from(Settings settings) {
    return new StreamsSettings(
        settings.get(INSTANCE),
        settings.get(APPLICATION_SERVER),
        settings.get(STANDBY_REPLICAS),
        settings.get(STORE_MEMORY),
        settings.get(ServiceSettings.REPLICATION_FACTOR));
  }

  /** As properties of Kafka Streams. */
  Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
    properties.put(StoreMemory.BYTES, storeMemory);
    if (!instance.isEmpty()) {
      properties.put(
          StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
    }
    if (!applicationServer.isEmpty()) {
      properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, applicationServer);
    }
    return properties;
  }

  private static String name(String text) {
    if (!text.matches("[\\w.-]{0,100}")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static String hostAndPort(String text) {
    if (!text.isEmpty() && !text.matches("\\S+:\\d{1,5}")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
