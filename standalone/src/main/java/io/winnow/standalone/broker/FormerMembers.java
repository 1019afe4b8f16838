package io.winnow.standalone.broker;

import io.winnow.kit.kafka.KafkaClients;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes members out of their consumer groups that died with the process before this one. Nobody
 * else can reach an embedded broker's groups at its start, and to wait until their sessions end
 * would take most of a minute.
 */
public final class FormerMembers {
  private static final Logger log = LoggerFactory.getLogger(FormerMembers.class);

  private FormerMembers() {}

  /** Empties the groups. A group that is not there, or empty, is fine. */
  public static void remove(KafkaClients kafka, List<String> groups) throws InterruptedException {
    try (Admin admin = Admin.create(kafka.admin(Map.of()))) {
      for (String group : groups) {
        try {
          admin
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all()
              .get();
        } catch (ExecutionException e) {
          switch (e.getCause()) {
            case GroupIdNotFoundException _, UnknownMemberIdException _ -> {}
            // the start goes on, only slower
            case null, default -> log.debug("members of {} are not removed", group, e);
          }
        }
      }
    }
  }
}
