package io.winnow.sink.webhooks;

import io.winnow.contracts.JobId;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of all deliveries as it stands now. Written by its one reader, read by any thread. */
final class DeliveryViews {
  private static final Logger log = LoggerFactory.getLogger(DeliveryViews.class);

  private final JsonSerde<WebhookDelivery> serde = new JsonSerde<>(WebhookDelivery.class);
  private final Map<JobId, Map<String, WebhookDelivery>> byJob = new ConcurrentHashMap<>();

  /** The deliveries of a job, in the order of what they tell of. */
  List<WebhookDelivery> of(JobId job) {
    return byJob.getOrDefault(job, Map.of()).values().stream()
        .sorted(Comparator.comparing(WebhookDelivery::createdAt).thenComparing(WebhookDelivery::id))
        .toList();
  }

  /** One of them; empty when there is none of that id. */
  Optional<WebhookDelivery> of(JobId job, String event) {
    return Optional.ofNullable(byJob.getOrDefault(job, Map.of()).get(event));
  }

  /** Takes a record of the topic; one that cannot be read is passed over. */
  void heard(ConsumerRecord<byte[], byte[]> record) {
    try {
      String event = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        remove(event);
        return;
      }
      WebhookDelivery delivery = serde.deserialize(record.topic(), record.value());
      byJob
          .computeIfAbsent(delivery.job(), job -> new ConcurrentHashMap<>())
          .put(delivery.id(), delivery);
    } catch (SerializationException | IllegalArgumentException e) {
      log.error(
          "{}-{} offset {} is no delivery and is passed over",
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  private void remove(String event) {
    int end = event.indexOf('-');
    JobId job = JobId.parse(end < 0 ? event : event.substring(0, end));
    byJob.computeIfPresent(
        job,
        (id, events) -> {
          events.remove(event);
          return events.isEmpty() ? null : events;
        });
  }
}
