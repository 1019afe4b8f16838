package io.winnow.standalone;

import io.winnow.contracts.Topics;
import io.winnow.gateway.GatewayRights;
import io.winnow.kit.kafka.Rights;
import io.winnow.sink.SinkRights;
import io.winnow.verifier.VerifierRights;
import java.util.List;
import java.util.Optional;

/** What each service does on a cluster; deploy/kafka/acls holds the same. */
public final class ServiceRights {
  /** Of a program that submits lists with {@link io.winnow.contracts.publish.ListPublisher}. */
  private static final Rights LIST_PUBLISHER =
      Rights.of("list-publisher")
          .reads(Topics.JOB_EVENTS, Topics.JOBS_TABLE)
          .writes(Topics.SUBMISSIONS, Topics.ADDRESSES, Topics.JOB_EVENTS)
          .commits("winnow-publisher-");

  public static final List<Rights> ALL =
      List.of(GatewayRights.ALL, VerifierRights.ALL, SinkRights.ALL, LIST_PUBLISHER);

  private ServiceRights() {}

  /** Those of the service of that name. */
  public static Optional<Rights> of(String service) {
    return ALL.stream().filter(rights -> rights.service().equals(service)).findFirst();
  }
}
