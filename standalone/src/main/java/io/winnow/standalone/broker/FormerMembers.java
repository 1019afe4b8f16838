package io.winnow.standalone.broker;

import io.winnow.kit.kafka.KafkaClients;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what died with the process before this one: its members in consumer groups, and its open
 * transactions, which readers of committed records would wait for. Nobody else can reach an
 * embedded broker at its start, and to wait until sessions and transactions time out would take a
 * minute.
 */
public final class FormerMembers {
  private static final Logger log = LoggerFactory.getLogger(FormerMembers.class);

  private FormerMembers() {}

  /** Empties the groups and aborts open transactions. A group that is not there is fine. */
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
      // last: a coordinator that is still being set up would list none
      abortTransactions(admin);
    }
  }

  private static void abortTransactions(Admin admin) throws InterruptedException {
    ListTransactionsOptions open =
        new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
    try {
      List<String> ids =
          admin.listTransactions(open).all().get().stream()
              .map(TransactionListing::transactionalId)
              .toList();
      admin.fenceProducers(ids).all().get();
    } catch (ExecutionException e) {
      // the start goes on, only slower
      log.debug("open transactions are not aborted", e);
    }
  }
}
