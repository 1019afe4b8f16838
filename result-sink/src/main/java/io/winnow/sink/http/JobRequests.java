package io.winnow.sink.http;

import io.javalin.http.Context;
import io.winnow.contracts.JobId;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.Problem;
import io.winnow.sink.jobs.JobView;
import io.winnow.sink.jobs.JobViews;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What requests about jobs have in common. */
final class JobRequests {
  private final JobViews jobs;
  private final BooleanSupplier caughtUp;

  JobRequests(JobViews jobs, BooleanSupplier caughtUp) {
    this.jobs = jobs;
    this.caughtUp = caughtUp;
  }

  /**
   * @throws Problem when not all jobs are known yet
   */
  void requireCaughtUp() {
    if (!caughtUp.getAsBoolean()) {
      throw Problem.of(
              503, "not_ready", "the sink has just started and reads the jobs; try again soon")
          .withHeader("Retry-After", "1");
    }
  }

  /**
   * The caller's job that the path names.
   *
   * @throws Problem when there is none
   */
  JobView job(Context context) {
    requireCaughtUp();
    String text = context.pathParam("id");
    JobId id;
    try {
      id = JobId.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          400, "invalid_job_id", "'%s' is not a job id: one is a whole number".formatted(text));
    }
    String account = Caller.of(context).account();
    return jobs.view(account, id).orElseThrow(() -> missing(account, id));
  }

  private Problem missing(String account, JobId id) {
    return jobs.expired(account, id)
        .map(
            at ->
                Problem.of(
                    410,
                    "job_expired",
                    "Job %s was kept for its time, until %s, and is gone.".formatted(id, at)))
        .orElseGet(() -> notFound(id));
  }

  static Problem notFound(JobId id) {
    return Problem.of(404, "job_not_found", "There is no job " + id + ".");
  }

  /** The value of a parameter of the query, null when it is not there. */
  static <T> @Nullable T query(Context context, String name, Function<String, T> parser) {
    return parsed(name, context.queryParam(name), parser);
  }

  /** The value of a text, null when there is none. */
  static <T> @Nullable T parsed(String name, @Nullable String text, Function<String, T> parser) {
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

  /** A whole number from 1 on. */
  static int limit(String text, int most) {
    String expected = "expected a whole number from 1 to " + most;
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }
}
