package io.winnow.sink.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.QueryParameters;
import io.winnow.sink.events.EventStream;
import io.winnow.sink.jobs.JobView;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.limits.AtOnce;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/jobs/ID/events}: a job's progress as it happens, up to its end. */
final class EventRoutes implements HttpRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final JobRequests requests;
  private final JobViews jobs;
  private final AtOnce watchers;

  EventRoutes(JobRequests requests, JobViews jobs, AtOnce watchers) {
    this.requests = requests;
    this.jobs = jobs;
    this.watchers = watchers;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(JobRoutes.JOBS + "/{id}/events", this::events);
  }

  private void events(Context context) throws IOException, InterruptedException {
    QueryParameters.requireKnown(context, List.of(LAST_EVENT_ID));
    JobView first = requests.job(context);
    long known = lastEvent(context);
    HttpServletResponse response = context.res();
    try (AtOnce.Place _ = watchers.enter(Caller.of(context).account())) {
      response.setContentType("text/event-stream");
      response.setCharacterEncoding("utf-8");
      // what stands between must not gather events
      response.setHeader("X-Accel-Buffering", "no");
      if (context.method().equals(HandlerType.HEAD)) {
        return;
      }
      new EventStream(
              jobs,
              view -> Json.MAPPER.writeValueAsBytes(JobResource.of(view.job())),
              HEARTBEAT,
              response.getOutputStream())
          .tell(first, known);
    } catch (IOException e) {
      if (!(e instanceof EofException) && !(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
      LOG.debug("who watched job {} is gone, or does not read", first.job().id(), e);
    }
  }

  /** What is no number that we gave is taken for none, as a new beginning harms nobody. */
  private static long lastEvent(Context context) {
    @Nullable String header = context.header(LAST_EVENT_ID);
    @Nullable String text = header == null ? context.queryParam(LAST_EVENT_ID) : header;
    if (text == null || !text.matches("[0-9]{1,18}")) {
      return -1;
    }
    return Long.parseLong(text);
  }
}
