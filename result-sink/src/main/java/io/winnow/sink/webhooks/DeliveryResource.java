package io.winnow.sink.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.WebhookDelivery.Attempt;
import io.winnow.contracts.WebhookDelivery.State;
import io.winnow.contracts.WebhookEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one event as HTTP clients see it.
 *
 * @param id of the event
 * @param tries how many attempts there were
 * @param attempts the latest of them, oldest first
 * @param nextAttemptAt when it is tried again; absent when it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryResource(
    String id,
    WebhookEvent event,
    String webhook,
    State state,
    Instant createdAt,
    int tries,
    List<Attempt> attempts,
    @Nullable Instant nextAttemptAt) {

  /** All deliveries of a job, oldest event first. */
  record Page(List<DeliveryResource> deliveries) {}

  /**
   * With what an account's webhooks are signed.
   *
   * @param secret the one that stays
   * @param previous the one before, while the operator changes it; absent otherwise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Secret(String secret, @Nullable String previous) {}

  static DeliveryResource of(WebhookDelivery delivery) {
    return new DeliveryResource(
        delivery.id(),
        delivery.event(),
        delivery.webhook(),
        delivery.state(),
        delivery.createdAt(),
        delivery.tries(),
        delivery.attempts(),
        delivery.nextAttemptAt());
  }
}
