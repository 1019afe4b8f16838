package io.winnow.sink.webhooks;

import io.winnow.contracts.Topics;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.WebhookRedelivery;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.http.Problem;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the topology for another round of an event. */
final class Redeliveries implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Redeliveries.class);
  private static final long WAIT_SECONDS = 10;

  private final Producer<String, byte[]> producer;
  private final Clock clock;
  private final JsonSerde<WebhookRedelivery> serde = new JsonSerde<>(WebhookRedelivery.class);

  Redeliveries(Producer<String, byte[]> producer, Clock clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /**
   * Returns when that is safe in Kafka.
   *
   * @throws Problem when Kafka does not take it
   */
  void ask(WebhookDelivery delivery) {
    String topic = Topics.WEBHOOK_REDELIVERIES.name();
    WebhookRedelivery asked =
        new WebhookRedelivery(
            WebhookRedelivery.VERSION, delivery.job(), delivery.id(), clock.instant());
    try {
      var _ =
          producer
              .send(
                  new ProducerRecord<>(
                      topic, delivery.job().toString(), serde.serialize(topic, asked)))
              .get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notTaken();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the redelivery of {} was not taken by Kafka", delivery.id(), e);
      throw notTaken();
    }
  }

  private static Problem notTaken() {
    return Problem.of(503, "not_ready", "Kafka does not take the request; try again soon")
        .withHeader("Retry-After", "5");
  }

  @Override
  public void close() {
    producer.close();
  }
}
