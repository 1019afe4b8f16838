package io.winnow.kit.kafka;

/** What a service does on a cluster before anything else. */
public final class ClusterStart {
  private ClusterStart() {}

  /**
   * Returns when the service may do what it has to and its topics are there. Makes those that are
   * missing, for which its user needs the right to create them; where it has not got that, somebody
   * else makes them before.
   *
   * @throws MissingRights when the service may not do what it has to
   * @throws TopicException when the cluster or its topics cannot be used
   */
  public static void prepare(KafkaClients clients, TopicSettings topics, Rights rights) {
    RightsCheck check = new RightsCheck(clients);
    check.require(rights);
    if (new TopicProvisioner(clients, topics).provision(rights.topics())) {
      check.require(rights); // of what was not there, nobody could tell
    }
  }
}
