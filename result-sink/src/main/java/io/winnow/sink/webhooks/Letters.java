package io.winnow.sink.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.LookupOptions;
import io.winnow.contracts.WebhookEvent;
import io.winnow.contracts.json.Json;
import io.winnow.kit.dialect.insideview.Answers;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.dialect.insideview.BulkStatus;
import io.winnow.kit.dialect.insideview.Document;
import java.time.Instant;
import java.util.function.Function;

/** Writes what is sent; the same event is the same text every time. */
final class Letters {
  private static final String JSON = "application/json";

  private final Function<Job, Object> document;
  private final BulkJobIds bulkIds;

  /**
   * @param document a job as HTTP clients see it
   * @param bulkIds what jobs of the insideview dialect are called
   */
  Letters(Function<Job, Object> document, BulkJobIds bulkIds) {
    this.document = document;
    this.bulkIds = bulkIds;
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
    JobOptions options = told.job().options();
    return options == null || options.lookup() == null
        ? ofJob(told)
        : ofBulkJob(told, options.lookup().form());
  }

  /** The status document, as the API answers in which the job was made. */
  private Letter ofBulkJob(Told told, LookupOptions.Form form) {
    Job job = told.job();
    Document status = BulkStatus.document(bulkIds.of(job.account(), job.id()), job);
    return new Letter(
        told.delivery().webhook(),
        job.account(),
        told.delivery().id(),
        Answers.contentType(form),
        Answers.text(form, BulkStatus.ROOT, status));
  }

  private Letter ofJob(Told told) {
    try {
      String body =
          Json.MAPPER.writeValueAsString(
              new Body(
                  told.delivery().id(),
                  told.delivery().event(),
                  told.delivery().createdAt(),
                  document.apply(told.job())));
      return new Letter(
          told.delivery().webhook(), told.job().account(), told.delivery().id(), JSON, body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("job " + told.job().id() + " cannot be written", e);
    }
  }
}
