package io.winnow.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.JobId;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import java.util.List;

/** {@code POST /v1/jobs/{id}/cancel} and {@code DELETE /v1/jobs/{id}}. */
public final class JobRoutes implements HttpRoutes {
  private final JobEnding jobs;

  public JobRoutes(JobEnding jobs) {
    this.jobs = jobs;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(UploadRoutes.JOBS + "/{id}/cancel", this::cancel);
    routes.delete(UploadRoutes.JOBS + "/{id}", this::delete);
  }

  private void cancel(Context context) throws JsonProcessingException {
    AcceptedJob job = jobs.cancel(Caller.of(context).account(), id(context));
    context.status(202);
    context.header("Location", job.links().self());
    context.contentType("application/json");
    context.result(Json.MAPPER.writeValueAsBytes(job));
  }

  private void delete(Context context) {
    jobs.delete(Caller.of(context).account(), id(context));
    context.status(202);
  }

  private static JobId id(Context context) {
    QueryParameters.requireKnown(context, List.of());
    String text = context.pathParam("id");
    try {
      return JobId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          400, "invalid_job_id", "'%s' is not a job id: one is a whole number".formatted(text));
    }
  }
}
