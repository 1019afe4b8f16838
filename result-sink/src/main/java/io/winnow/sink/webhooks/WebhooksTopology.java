package io.winnow.sink.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.Job;
import io.winnow.contracts.Topics;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.WebhookRedelivery;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.errands.ErrandProcessorSupplier;
import io.winnow.errands.ErrandSettings;
import java.time.Duration;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The way of an event to a webhook:
 *
 * <pre>
 * [jobs] ──────────▶ notice ──┬─▶ deliver ⇄ HTTP
 * [redeliveries] ─▶ redeliver ┘      │
 *                       └────────────┴─▶ [deliveries]
 * </pre>
 *
 * All three nodes share the store of events.
 */
final class WebhooksTopology {
  static final String READ_JOBS = "read-jobs";
  static final String READ_REDELIVERIES = "read-redeliveries";
  static final String NOTICE = "notice";
  static final String REDELIVER = "redeliver";
  static final String DELIVER = "deliver";
  static final String WRITE_DELIVERIES = "write-deliveries";
  static final String WRITE_DEAD_LETTERS = "write-dead-letters";

  /** Letters of one partition under way; each is held on the heap until it is answered. */
  private static final int MOST_IN_FLIGHT = 1_000;

  private WebhooksTopology() {}

  static Topology build(
      WebhookSettings settings, Sender sender, Letters letters, MeterRegistry meters) {
    ErrandSettings deliver =
        ErrandSettings.of(DELIVER, WRITE_DEAD_LETTERS)
            .withMaxInFlight(MOST_IN_FLIGHT)
            .withWaits(Duration.ofSeconds(1), Duration.ofSeconds(5));
    return new Topology()
        .addSource(
            READ_JOBS,
            new StringDeserializer(),
            new JsonSerde<>(Job.class),
            Topics.JOBS_TABLE.name())
        .addSource(
            READ_REDELIVERIES,
            new StringDeserializer(),
            new JsonSerde<>(WebhookRedelivery.class),
            Topics.WEBHOOK_REDELIVERIES.name())
        .addProcessor(NOTICE, () -> new NoticeProcessor(settings.retryFor()), READ_JOBS)
        .addProcessor(REDELIVER, RedeliverProcessor::new, READ_REDELIVERIES)
        .addProcessor(
            DELIVER,
            new ErrandProcessorSupplier<String, Integer, Outcome, String, @Nullable Object>(
                deliver,
                () ->
                    new DeliverErrand(
                        sender, letters, settings.retryDelays(), settings.retryFor(), meters),
                Serdes.String(),
                Serdes.Integer(),
                meters),
            NOTICE,
            REDELIVER)
        .addStateStore(DeliveryBook.store(), NOTICE, REDELIVER, DELIVER)
        .addSink(
            WRITE_DELIVERIES,
            Topics.WEBHOOK_DELIVERIES.name(),
            new StringSerializer(),
            new JsonSerde<>(WebhookDelivery.class),
            NOTICE,
            REDELIVER,
            DELIVER)
        .addSink(
            WRITE_DEAD_LETTERS,
            Topics.DEAD_LETTERS.name(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            DELIVER);
  }
}
