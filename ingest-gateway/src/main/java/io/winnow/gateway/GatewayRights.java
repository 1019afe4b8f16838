package io.winnow.gateway;

import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.Rights;

/** What the gateway does on the cluster. */
public final class GatewayRights {
  private GatewayRights() {}

  /** With the admin API, what accounts are told of themselves, and their directories. */
  public static final Rights ALL =
      Rights.of("ingest-gateway")
          .reads(
              Topics.SUBMISSIONS,
              Topics.JOB_EVENTS,
              Topics.JOBS_TABLE,
              Topics.ANSWERS,
              Topics.ACCOUNTS,
              Topics.ACCOUNT_ANSWERS,
              Topics.LEDGER,
              Topics.DIRECTORY_ANSWERS)
          .writes(
              Topics.SUBMISSIONS,
              Topics.JOB_EVENTS,
              Topics.ADDRESSES,
              Topics.ACCOUNT_COMMANDS,
              Topics.DIRECTORY_COMMANDS,
              Topics.CONTACT_LOOKUPS)
          .commits(GatewayClients.TRANSACTIONAL_IDS);
}
