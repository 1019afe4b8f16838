package io.winnow.kit.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Finds out at the start whether a service may do what it has to, so that it says so before it
 * takes in anything. Of topics that are there the brokers tell what is allowed; of groups,
 * transactional ids and topics to be made, something harmless is tried under a name that nobody
 * uses. What may be written to Kafka Streams' own topics, or removed from them, can be told once
 * these exist.
 */
public final class RightsCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KafkaClients clients;

  public RightsCheck(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Returns when nothing is known to be missing; on a cluster without access rules at once.
   *
   * @throws MissingRights when something is
   * @throws TopicException when the cluster does not answer, or does not know the user
   */
  public void require(Rights rights) {
    List<Right> missing = missing(rights);
    if (!missing.isEmpty()) {
      throw new MissingRights(rights.service(), missing);
    }
  }

  private List<Right> missing(Rights rights) {
    Map<String, Object> properties =
        clients.admin(
            Map.of(
                "client.id",
                "winnow-rights",
                "default.api.timeout.ms",
                Math.toIntExact(TIMEOUT.toMillis()),
                "request.timeout.ms",
                10_000));
    try (Admin admin = Admin.create(properties)) {
      RightsTrial trial = RightsTrial.of(rights, admin);
      return rights.all().stream().filter(trial::refuses).toList();
    } catch (KafkaException e) {
      throw ClusterFault.of(
          "the Kafka cluster at " + clients.bootstrapServers() + " cannot be used",
          e,
          clients,
          TIMEOUT);
    }
  }
}
