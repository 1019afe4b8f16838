package io.winnow.sink;

import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.Rights;
import io.winnow.sink.webhooks.Webhooks;

/** What the sink does on the cluster. */
public final class SinkRights {
  private SinkRights() {}

  private static final Rights FILING =
      Rights.of("result-sink")
          .reads(Topics.VERIFIED_ADDRESSES, Topics.JOBS_TABLE, Topics.ACCOUNTS)
          .writes(Topics.JOB_EVENTS, Topics.SLICE_TALLIES, Topics.DEAD_LETTERS)
          .joins(ResultSink.GROUP);

  /** With webhooks. */
  public static final Rights ALL =
      FILING
          .reads(Topics.WEBHOOK_DELIVERIES, Topics.WEBHOOK_REDELIVERIES)
          .writes(Topics.WEBHOOK_DELIVERIES, Topics.WEBHOOK_REDELIVERIES)
          .runs(Webhooks.APPLICATION);
}
