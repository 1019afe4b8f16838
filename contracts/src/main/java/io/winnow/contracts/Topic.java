package io.winnow.contracts;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A topic as the provisioner makes it.
 *
 * @param name in Kafka
 * @param key what its keys are, for people
 * @param value what its values are, for people
 * @param spread how many partitions it gets
 * @param retention how long a record is kept; null for a compacted topic, which keeps the latest of
 *     each key
 */
public record Topic(
    String name, String key, String value, Spread spread, @Nullable Duration retention) {

  /** How a topic's partitions are counted. */
  public enum Spread {
    /** As many partitions as rows are worked on in parallel (setting winnow.topics.partitions). */
    WORK,
    /** As many as jobs are accounted for in parallel (setting winnow.topics.job-partitions). */
    JOBS,
    /** One. */
    SINGLE
  }

  /** Whether only the latest record of each key is kept. */
  public boolean compacted() {
    return retention == null;
  }
}
