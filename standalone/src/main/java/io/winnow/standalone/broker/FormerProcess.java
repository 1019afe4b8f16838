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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away what a process that died has left at an embedded broker: members of groups, whose
 * sessions would end in most of a minute, and open transactions, behind which nobody who reads
 * committed records sees anything until they time out. Nobody else can be at such a broker when it
 * starts.
 */
public final class FormerProcess {
  private static final Logger log = LoggerFactory.getLogger(FormerProcess.class);

  private FormerProcess() {}

  /** Empties the groups and aborts all open transactions. */
  public static void clearAway(KafkaClients kafka, List<String> groups)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka.admin(Map.of()))) {
      for (String group : groups) {
        try {
          admin
              .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
              .all()
              .get();
        } catch (ExecutionException e) {
          // no such group, or nobody in it; anything else only slows the start
          log.debug("no members of {} are removed", group, e);
        }
      }
      abortTransactions(admin);
    }
  }

  private static void abortTransactions(Admin admin) throws InterruptedException {
    try {
      List<String> open =
          admin
              .listTransactions(
                  new ListTransactionsOptions()
                      .filterStates(
                          List.of(
                              TransactionState.ONGOING,
                              TransactionState.PREPARE_ABORT,
                              TransactionState.PREPARE_COMMIT)))
              .all()
              .get()
              .stream()
              .map(TransactionListing::transactionalId)
              .toList();
      if (!open.isEmpty()) {
        log.info("aborting transactions that a former process left open: {}", open);
        admin.fenceProducers(open).all().get();
      }
    } catch (ExecutionException e) {
      log.warn("transactions of a former process may hold up the start for a minute", e);
    }
  }
}
