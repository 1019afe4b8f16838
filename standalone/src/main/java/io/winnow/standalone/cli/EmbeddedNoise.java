package io.winnow.standalone.cli;

import io.winnow.kit.logging.Logging;

/** What an embedded broker and its clients log though nothing is wrong. */
final class EmbeddedNoise {
  private EmbeddedNoise() {}

  static void quiet() {
    Logging.level("kafka", "error");
    Logging.level("org.apache.kafka", "error");
    Logging.level("state.change.logger", "error");
    // with transactions of version 2 the first write of a producer is refused once, by design
    Logging.level("kafka.server.ReplicaManager", "off");
    Logging.level("org.apache.kafka.storage.internals.log", "off");
    // topics that are being made are asked for once too early
    Logging.level("org.apache.kafka.clients.admin.internals", "off");
    Logging.level("org.apache.kafka.clients.NetworkClient", "off");
  }
}
