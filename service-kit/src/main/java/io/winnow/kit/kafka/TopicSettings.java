package io.winnow.kit.kafka;

import io.winnow.contracts.Topic;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import java.time.Duration;

/**
 * How topics are made.
 *
 * @param partitions of the topics of rows
 * @param jobPartitions of the topics of jobs
 * @param replicationFactor brokers that hold each record
 * @param timeout how long the cluster may take to answer and to show its new topics
 */
public record TopicSettings(
    int partitions, int jobPartitions, short replicationFactor, Duration timeout) {

  /** As the operator has set them. */
  public static TopicSettings from(Settings settings) {
    return new TopicSettings(
        settings.get(ServiceSettings.TOPIC_PARTITIONS),
        settings.get(ServiceSettings.JOB_PARTITIONS),
        settings.get(ServiceSettings.REPLICATION_FACTOR).shortValue(),
        settings.get(ServiceSettings.TOPICS_TIMEOUT));
  }

  /** How many partitions a topic gets. */
  public int partitionsOf(Topic topic) {
    return switch (topic.spread()) {
      case WORK -> partitions;
      case JOBS -> jobPartitions;
      case SINGLE -> 1;
    };
  }
}
