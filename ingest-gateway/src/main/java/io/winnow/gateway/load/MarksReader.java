package io.winnow.gateway.load;

import java.time.Instant;

/** Reads what the topic of events tells of loading. */
@FunctionalInterface
public interface MarksReader {
  /**
   * All marks that are visible now, and those of transactions that are open now.
   *
   * @param since when the oldest job was submitted whose marks are wanted
   * @throws org.apache.kafka.common.KafkaException when Kafka fails
   */
  Marks since(Instant since);
}
