package io.winnow.sink.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.winnow.contracts.Job;
import io.winnow.contracts.WebhookEvent;
import io.winnow.contracts.json.Json;
import java.time.Instant;
import java.util.function.Function;

/** Writes what is sent; the same event is the same text every time. */
final class Letters {
  private final Function<Job, Object> document;

  /**
   * @param document a job as HTTP clients see it
   */
  Letters(Function<Job, Object> document) {
    this.document = document;
  }

  /**
   * The body.
   *
   * @param id of the event
   * @param createdAt when it happened
   * @param job as it was then
   */
  private record Body(String id, WebhookEvent event, Instant createdAt, Object job) {}

  Letter of(Told told) {
    try {
      String body =
          Json.MAPPER.writeValueAsString(
              new Body(
                  told.delivery().id(),
                  told.delivery().event(),
                  told.delivery().createdAt(),
                  document.apply(told.job())));
      return new Letter(
          told.delivery().webhook(), told.job().account(), told.delivery().id(), body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("job " + told.job().id() + " cannot be written", e);
    }
  }
}
