package io.winnow.sink.http;

import static io.winnow.sink.http.JobRequests.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.QueryParameters;
import io.winnow.kit.settings.Setting;
import io.winnow.sink.jobs.JobView;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.limits.AtOnce;
import io.winnow.sink.results.Downloads;
import io.winnow.sink.results.Results;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/jobs}: the account's jobs, one of them, its progress, its results. Of others' it knows
 * nothing.
 */
public final class JobRoutes implements HttpRoutes {
  static final String JOBS = "/v1/jobs";
  private static final int DEFAULT_LIMIT = 20;
  private static final int MOST_JOBS = 100;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final JobViews jobs;
  private final JobRequests requests;
  private final AtOnce watchers;
  private final List<HttpRoutes> parts;

  /**
   * @param caughtUp whether all jobs that there were at the start are known; before that nobody may
   *     hear that a job is not there
   * @param watchers how many may wait for jobs to change
   * @param downloads how many may read results
   */
  public JobRoutes(
      JobViews jobs, Results results, BooleanSupplier caughtUp, AtOnce watchers, AtOnce downloads) {
    this.jobs = jobs;
    this.requests = new JobRequests(jobs, caughtUp);
    this.watchers = watchers;
    this.parts =
        List.of(
            new EventRoutes(requests, jobs, watchers),
            new ResultRoutes(requests, results, new Downloads(downloads)));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(JOBS, this::list);
    routes.get(JOBS + "/{id}", this::show);
    parts.forEach(part -> part.addTo(routes));
  }

  @Override
  public void stopping() {
    jobs.endWaiting();
  }

  private void list(Context context) throws JsonProcessingException {
    QueryParameters.requireKnown(context, List.of("limit", "cursor", "state", "name"));
    requests.requireCaughtUp();
    Integer asked = query(context, "limit", text -> JobRequests.limit(text, MOST_JOBS));
    int limit = asked == null ? DEFAULT_LIMIT : asked;
    JobId before = query(context, "cursor", Cursor::parse);
    JobState state = query(context, "state", JobState::parse);
    List<Job> found =
        jobs.newestFirst(
            Caller.of(context).account(),
            before,
            wanted(state, context.queryParam("name")),
            limit + 1);
    List<Job> page = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? Cursor.after(page.getLast().id()) : null;
    json(context, new JobResource.Page(page.stream().map(JobResource::of).toList(), next, next));
  }

  private static Predicate<Job> wanted(@Nullable JobState state, @Nullable String name) {
    Predicate<Job> wanted = state == null ? _ -> true : job -> job.state() == state;
    if (name == null) {
      return wanted;
    }
    String part = name.toLowerCase(Locale.ROOT);
    return wanted.and(job -> job.name().toLowerCase(Locale.ROOT).contains(part));
  }

  /**
   * With {@code wait} it is answered when the job is another than the client knows by its {@code
   * If-None-Match}, or after that time.
   */
  private void show(Context context) throws JsonProcessingException, InterruptedException {
    QueryParameters.requireKnown(context, List.of("wait"));
    Duration wait = query(context, "wait", JobRoutes::longest);
    JobView view = requests.job(context);
    String known = context.header("If-None-Match");
    if (wait != null && matches(known, view) && !view.job().state().terminal()) {
      view = awaitOther(Caller.of(context).account(), view, wait);
    }
    context.header("ETag", tag(view));
    if (matches(known, view)) {
      context.status(304);
    } else {
      json(context, JobResource.of(view.job()));
    }
  }

  private JobView awaitOther(String account, JobView known, Duration wait)
      throws InterruptedException {
    JobId id = known.job().id();
    try (AtOnce.Place _ = watchers.enter(account)) {
      return jobs.awaitOther(id, known.version(), wait).orElseThrow(() -> JobRequests.notFound(id));
    }
  }

  private static Duration longest(String text) {
    String expected = "expected a time such as 30s, at most " + LONGEST_WAIT.toSeconds() + " s";
    try {
      Duration wait = Setting.parseDuration(text.strip());
      if (wait.compareTo(LONGEST_WAIT) <= 0) {
        return wait;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }

  private static String tag(JobView view) {
    return "\"%d-%d\"".formatted(view.version(), view.job().updatedAt().toEpochMilli());
  }

  /** Whether one of the tags of the header is the job's (RFC 9110, section 13.1.2). */
  private static boolean matches(@Nullable String ifNoneMatch, JobView view) {
    if (ifNoneMatch == null) {
      return false;
    }
    String tag = tag(view);
    for (String given : ifNoneMatch.split(",", -1)) {
      String stripped = given.strip();
      if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  private static void json(Context context, Object value) throws JsonProcessingException {
    context.contentType("application/json").result(Json.MAPPER.writeValueAsBytes(value));
  }
}
