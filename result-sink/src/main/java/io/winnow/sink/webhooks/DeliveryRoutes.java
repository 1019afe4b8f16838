package io.winnow.sink.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.JobId;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import io.winnow.sink.jobs.JobViews;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What became of the events of a job, and how to have one delivered again; and with what they are
 * signed. Of others' jobs it knows nothing.
 */
final class DeliveryRoutes implements HttpRoutes {
  private static final String DELIVERIES = "/v1/jobs/{id}/deliveries";
  private static final int ACCEPTED = 202;

  private final JobViews jobs;
  private final DeliveryViews deliveries;
  private final Redeliveries redeliveries;
  private final Secrets secrets;
  private final BooleanSupplier caughtUp;

  /**
   * @param caughtUp whether all jobs and deliveries that there were at the start are known
   */
  DeliveryRoutes(
      JobViews jobs,
      DeliveryViews deliveries,
      Redeliveries redeliveries,
      Secrets secrets,
      BooleanSupplier caughtUp) {
    this.jobs = jobs;
    this.deliveries = deliveries;
    this.redeliveries = redeliveries;
    this.secrets = secrets;
    this.caughtUp = caughtUp;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(DELIVERIES, this::list);
    routes.post(DELIVERIES + "/{event}/redeliver", this::redeliver);
    routes.get("/v1/webhooks/secret", this::secret);
  }

  private void list(Context context) throws JsonProcessingException {
    QueryParameters.requireKnown(context, List.of());
    List<DeliveryResource> all =
        deliveries.of(job(context)).stream().map(DeliveryResource::of).toList();
    json(context, new DeliveryResource.Page(all));
  }

  private void redeliver(Context context) throws JsonProcessingException {
    QueryParameters.requireKnown(context, List.of());
    JobId job = job(context);
    String event = context.pathParam("event");
    WebhookDelivery delivery =
        deliveries
            .of(job, event)
            .orElseThrow(
                () ->
                    Problem.of(
                        404,
                        "delivery_not_found",
                        "Job %s has no event '%s'; GET its deliveries to see which there are."
                            .formatted(job, event)));
    redeliveries.ask(delivery);
    json(context.status(ACCEPTED), DeliveryResource.of(delivery));
  }

  private void secret(Context context) throws JsonProcessingException {
    QueryParameters.requireKnown(context, List.of());
    List<String> all = secrets.of(Caller.of(context).account());
    context.header("Cache-Control", "no-store");
    json(context, new DeliveryResource.Secret(all.getFirst(), all.size() > 1 ? all.get(1) : null));
  }

  private JobId job(Context context) {
    if (!caughtUp.getAsBoolean()) {
      throw Problem.of(
              503,
              "not_ready",
              "the sink has just started and reads the deliveries; try again soon")
          .withHeader("Retry-After", "1");
    }
    String text = context.pathParam("id");
    JobId id;
    try {
      id = JobId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          400, "invalid_job_id", "'%s' is not a job id: one is a whole number".formatted(text));
    }
    String account = Caller.of(context).account();
    jobs.expired(account, id)
        .ifPresent(
            at -> {
              throw Problem.of(
                  410,
                  "job_expired",
                  "Job %s was kept for its time, until %s, and is gone.".formatted(id, at));
            });
    if (jobs.job(account, id).isEmpty()) {
      throw Problem.of(404, "job_not_found", "There is no job " + id + ".");
    }
    return id;
  }

  private static void json(Context context, Object value) throws JsonProcessingException {
    context.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(value));
  }
}
