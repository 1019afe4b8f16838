package io.winnow.sink.webhooks;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.WebhookEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a job's state calls for its webhook to be told.
 *
 * @param id the event's: whoever sees the same state again makes the same one
 * @param webhook where it goes
 * @param at when what it tells of happened
 */
record DueEvent(String id, WebhookEvent event, String webhook, Instant at) {

  /** Empty when nobody wants to be told, or of nothing that this state shows. */
  static Optional<DueEvent> of(Job job) {
    JobOptions options = job.options();
    if (options == null || options.webhook() == null) {
      return Optional.empty();
    }
    String webhook = options.webhook();
    Instant ended = Objects.requireNonNullElse(job.completedAt(), job.updatedAt());
    return switch (job.state()) {
      case COMPLETED -> Optional.of(end(job, WebhookEvent.COMPLETED, webhook, ended));
      case CANCELLED -> Optional.of(end(job, WebhookEvent.CANCELLED, webhook, ended));
      case FAILED -> Optional.of(end(job, WebhookEvent.FAILED, webhook, ended));
      case LOADING, RUNNING ->
          Optional.ofNullable(options.webhookProgress())
              .flatMap(step -> progress(job, step, webhook));
      case CANCELLING, EXPIRED -> Optional.empty();
    };
  }

  private static DueEvent end(Job job, WebhookEvent event, String webhook, Instant at) {
    return new DueEvent(startOf(job.id()) + event.wireName(), event, webhook, at);
  }

  /** The latest step that was reached; those that were passed unseen are not told of. */
  private static Optional<DueEvent> progress(Job job, int step, String webhook) {
    if (job.rows() == 0) {
      return Optional.empty();
    }
    long percent = Math.floorDiv(job.processed() * 100, job.rows());
    long reached = percent - percent % step;
    return reached == 0 || reached >= 100
        ? Optional.empty()
        : Optional.of(
            new DueEvent(
                startOf(job.id()) + WebhookEvent.PROGRESS.wireName() + "-" + reached,
                WebhookEvent.PROGRESS,
                webhook,
                job.updatedAt()));
  }

  /** How the ids of all events of a job begin. */
  static String startOf(JobId job) {
    return job + "-";
  }
}
