package io.winnow.standalone.cli;

import io.winnow.kit.logging.Logging;

/** What an embedded broker and its clients log though nothing is wrong. */
final class EmbeddedNoise {
  private EmbeddedNoise() {}

  static void quiet() {
    // with transactions of version 2 the first write of a producer is refused once, by design;
    // topics and coordinators that are being made are asked for once too early
    Logging.level("kafka", "off");
    Logging.level("org.apache.kafka", "off");
    Logging.level("state.change.logger", "off");
  }
}
