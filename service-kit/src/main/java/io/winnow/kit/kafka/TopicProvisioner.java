package io.winnow.kit.kafka;

import io.winnow.contracts.Topic;
import io.winnow.kit.settings.ServiceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics that are missing and verifies those that are there. Several processes may do so
 * at once. Never changes a topic that exists: how many partitions it has decides where the state of
 * running jobs is.
 */
public final class TopicProvisioner {
  private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

  private final KafkaClients clients;
  private final TopicSettings settings;

  public TopicProvisioner(KafkaClients clients, TopicSettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /**
   * Returns when all topics are there and each of their partitions has a leader.
   *
   * @return whether any of them was missing
   * @throws TopicException when the cluster does not answer, refuses a topic, or holds one with
   *     another number of partitions; the last before anything is made
   */
  public boolean provision(Collection<Topic> topics) {
    int timeoutMillis = Math.toIntExact(settings.timeout().toMillis());
    Map<String, Object> properties =
        clients.admin(
            Map.of(
                "client.id",
                "winnow-topics",
                "default.api.timeout.ms",
                timeoutMillis,
                "request.timeout.ms",
                Math.min(timeoutMillis, 10_000)));
    try (Admin admin = Admin.create(properties)) {
      return provision(admin, topics);
    } catch (KafkaException e) {
      throw failure("the Kafka cluster at " + clients.bootstrapServers() + " cannot be used", e);
    }
  }

  private boolean provision(Admin admin, Collection<Topic> topics) {
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    List<Topic> missing = missing(admin, topics);
    if (missing.isEmpty()) {
      return false;
    }
    create(admin, missing);
    List<Topic> unseen = missing(admin, missing);
    while (!unseen.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new TopicException(
            "topics %s were made but cannot be seen after %s: look at the brokers' logs"
                .formatted(names(unseen), settings.timeout()),
            null);
      }
      pause();
      unseen = missing(admin, unseen);
    }
    return true;
  }

  /** Those not there; fails when one that is there does not match. */
  private List<Topic> missing(Admin admin, Collection<Topic> topics) {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(names(topics)).topicNameValues();
    List<Topic> missing = new ArrayList<>();
    List<String> mismatches = new ArrayList<>();
    for (Topic topic : topics) {
      Optional<TopicDescription> found = described(topic, answers);
      if (found.isEmpty()) {
        missing.add(topic);
      } else {
        mismatch(topic, found.get()).ifPresent(mismatches::add);
      }
    }
    if (!mismatches.isEmpty()) {
      throw new TopicException(String.join("\n", mismatches), null);
    }
    return missing;
  }

  private Optional<TopicDescription> described(
      Topic topic, Map<String, KafkaFuture<TopicDescription>> answers) {
    @Nullable KafkaFuture<TopicDescription> answer = answers.get(topic.name());
    if (answer == null) {
      return Optional.empty();
    }
    try {
      TopicDescription description = await(answer);
      boolean led = description.partitions().stream().allMatch(p -> p.leader() != null);
      return led ? Optional.of(description) : Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failure("topic " + topic.name() + " cannot be looked up", e.getCause());
    }
  }

  private Optional<String> mismatch(Topic topic, TopicDescription found) {
    int wanted = settings.partitionsOf(topic);
    int has = found.partitions().size();
    if (has != wanted) {
      return Optional.of(partitionMismatch(topic, has, wanted));
    }
    int replicas = found.partitions().getFirst().replicas().size();
    if (replicas < settings.replicationFactor()) {
      log.warn(
          "topic {} has {} replicas, {} asks for {}: reassign its partitions to more brokers",
          topic.name(),
          replicas,
          ServiceSettings.REPLICATION_FACTOR.key(),
          settings.replicationFactor());
    }
    return Optional.empty();
  }

  private static String partitionMismatch(Topic topic, int has, int wanted) {
    String remedy =
        switch (topic.spread()) {
          case WORK -> "set " + ServiceSettings.TOPIC_PARTITIONS.key() + "=" + has;
          case JOBS -> "set " + ServiceSettings.JOB_PARTITIONS.key() + "=" + has;
          case SINGLE -> "delete it when what it holds is no longer needed";
        };
    return "topic %s has %d partitions, expected %d: %s, or use another cluster"
        .formatted(topic.name(), has, wanted, remedy);
  }

  private void create(Admin admin, List<Topic> missing) {
    List<NewTopic> wanted = missing.stream().map(this::specification).toList();
    Map<String, KafkaFuture<Void>> answers = admin.createTopics(wanted).values();
    for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
      try {
        await(answer.getValue());
        log.info("made topic {}", answer.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw failure("topic " + answer.getKey() + " cannot be made", e.getCause());
        }
      }
    }
  }

  /** A topic as it is made. */
  public NewTopic specification(Topic topic) {
    Map<String, String> config = new HashMap<>();
    @Nullable Duration retention = topic.retention();
    if (retention == null) {
      config.put("cleanup.policy", "compact");
      // a reader that was away this long still learns of a removal
      config.put("delete.retention.ms", millis(Duration.ofDays(7)));
      config.put("min.compaction.lag.ms", millis(Duration.ofMinutes(1)));
      config.put("max.compaction.lag.ms", millis(Duration.ofDays(1)));
      config.put("segment.ms", millis(Duration.ofDays(1)));
    } else {
      config.put("cleanup.policy", "delete");
      config.put("retention.ms", millis(retention));
      // whatever the brokers' default: no row may go because many came
      config.put("retention.bytes", "-1");
    }
    if (settings.replicationFactor() >= 3) {
      config.put("min.insync.replicas", "2");
    }
    return new NewTopic(topic.name(), settings.partitionsOf(topic), settings.replicationFactor())
        .configs(config);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static List<String> names(Collection<Topic> topics) {
    return topics.stream().map(Topic::name).toList();
  }

  private static <T> T await(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e); // sets the flag again
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN_AFTER);
    } catch (InterruptedException e) {
      throw new InterruptException(e); // sets the flag again
    }
  }

  private TopicException failure(String what, @Nullable Throwable cause) {
    return ClusterFault.of(what, cause, clients, settings.timeout());
  }
}
