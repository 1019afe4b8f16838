package io.winnow.gateway.feed;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions really end, open transactions included. A consumer of committed records is told
 * a nearer end when anyone's transaction is open, and what we committed behind that would be
 * missed.
 */
@FunctionalInterface
public interface LogEnds {
  /** Offset behind the last record of each partition. */
  Map<TopicPartition, Long> of(Collection<TopicPartition> partitions);
}
