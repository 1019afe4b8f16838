package io.winnow.sink.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.Problem;
import io.winnow.kit.http.QueryParameters;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.results.Download;
import io.winnow.sink.results.Results;
import io.winnow.sink.slices.DamagedFileException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/jobs}: the account's jobs, one of them, its results. Of others' it knows nothing. */
public final class JobRoutes implements HttpRoutes {
  static final String JOBS = "/v1/jobs";
  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST_JOBS = 100;
  private static final String COMPLETE_HEADER = "Winnow-Complete";

  private final JobViews jobs;
  private final Results results;
  private final BooleanSupplier caughtUp;

  /**
   * @param caughtUp whether all jobs that there were at the start are known; before that nobody may
   *     hear that a job is not there
   */
  public JobRoutes(JobViews jobs, Results results, BooleanSupplier caughtUp) {
    this.jobs = jobs;
    this.results = results;
    this.caughtUp = caughtUp;
  }

  private void requireCaughtUp() {
    if (!caughtUp.getAsBoolean()) {
      throw Problem.of(
              503, "not_ready", "the sink has just started and reads the jobs; try again soon")
          .withHeader("Retry-After", "1");
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(JOBS, this::list);
    routes.get(JOBS + "/{id}", this::show);
    routes.get(JOBS + "/{id}/results.csv", this::download);
  }

  private void list(Context context) throws JsonProcessingException {
    QueryParameters.requireKnown(context, List.of("limit", "cursor", "state"));
    requireCaughtUp();
    Integer asked = query(context, "limit", JobRoutes::limit);
    int limit = asked == null ? DEFAULT_LIMIT : asked;
    JobId before = query(context, "cursor", Cursor::parse);
    JobState state = query(context, "state", JobState::parse);
    List<Job> found = jobs.newestFirst(Caller.of(context).account(), before, state, limit + 1);
    List<Job> page = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? Cursor.after(page.getLast().id()) : null;
    json(context, new JobResource.Page(page.stream().map(JobResource::of).toList(), next));
  }

  private void show(Context context) throws JsonProcessingException {
    json(context, JobResource.of(job(context)));
  }

  private void download(Context context) throws IOException {
    try {
      download(context, job(context));
    } catch (DamagedFileException e) {
      Problem problem = Problem.of(500, "result_damaged", String.valueOf(e.getMessage()));
      problem.initCause(e);
      throw problem;
    }
  }

  private void download(Context context, Job job) throws IOException {
    Download download = results.of(job);
    HttpServletResponse response = context.res();
    response.setContentType("text/csv; charset=utf-8");
    response.setHeader("Content-Disposition", AttachmentName.contentDisposition(job.name()));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(COMPLETE_HEADER, Boolean.toString(download.complete()));
    download.bytes().ifPresent(response::setContentLengthLong);
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    // past the context's own stream, which may compress and so break the length
    download.writeTo(response.getOutputStream());
  }

  private Job job(Context context) {
    QueryParameters.requireKnown(context, List.of());
    requireCaughtUp();
    String text = context.pathParam("id");
    JobId id;
    try {
      id = JobId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          400, "invalid_job_id", "'%s' is not a job id: one is a whole number".formatted(text));
    }
    return jobs.job(Caller.of(context).account(), id)
        .orElseThrow(() -> Problem.of(404, "job_not_found", "There is no job " + id + "."));
  }

  /** The value of a parameter of the query, null when it is not there. */
  private static <T> @Nullable T query(Context context, String name, Function<String, T> parser) {
    String text = context.queryParam(name);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          400,
          "invalid_" + name,
          "The parameter %s is '%s': %s.".formatted(name, text, e.getMessage()));
    }
  }

  private static int limit(String text) {
    String expected = "expected a whole number from 1 to " + MOST_JOBS;
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST_JOBS) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }

  private static void json(Context context, Object value) throws JsonProcessingException {
    context.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(value));
  }
}
