package io.winnow.standalone.cli;

import io.winnow.kit.logging.Logging;

/** What an embedded broker and its clients log though nothing is wrong. */
final class EmbeddedNoise {
  private EmbeddedNoise() {}

  static void quiet() {
    // with transactions of version 2 the first write of a producer is refused once, by design
    Logging.level("kafka.server.ReplicaManager", "off");
    Logging.level("org.apache.kafka.storage.internals.log.ProducerAppendInfo", "off");
    // a topic or a coordinator that is being made is asked for once too early
    Logging.level("org.apache.kafka.clients.NetworkClient", "error");
    Logging.level("org.apache.kafka.clients.Metadata", "error");
    Logging.level("org.apache.kafka.clients.consumer", "error");
    Logging.level("org.apache.kafka.clients.producer", "error");
    Logging.level("org.apache.kafka.clients.admin", "error");
    Logging.level("org.apache.kafka.common.config.AbstractConfig", "error");
    Logging.level("org.apache.kafka.streams", "error");
    Logging.level("org.apache.kafka.raft", "error");
    Logging.level("org.apache.kafka.coordinator", "error");
    Logging.level("kafka.server", "error");
    Logging.level("state.change.logger", "error");
  }
}
