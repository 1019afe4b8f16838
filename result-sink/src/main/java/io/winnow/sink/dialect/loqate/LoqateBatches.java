package io.winnow.sink.dialect.loqate;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobIds;
import io.winnow.contracts.JobState;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.ExactType;
import io.winnow.kit.dialect.JsonText;
import io.winnow.kit.dialect.LoqateJob;
import io.winnow.kit.dialect.LoqateJobId;
import io.winnow.kit.dialect.LoqateVerdict;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.sink.dialect.OwnJobs;
import io.winnow.sink.results.Downloads;
import io.winnow.sink.results.Results;
import io.winnow.sink.results.VerdictRow;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /email/batch}, {@code GET /email/batch/JOB_ID} and {@code …?download}. */
public final class LoqateBatches implements HttpRoutes {
  private static final List<String> COLUMNS =
      List.of("host_domain", "email_status", "secondary_status");

  private final OwnJobs jobs;
  private final Results results;
  private final Downloads downloads;

  /**
   * @param downloads how many may read results
   */
  public LoqateBatches(OwnJobs jobs, Results results, Downloads downloads) {
    this.jobs = jobs;
    this.results = results;
    this.downloads = downloads;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(LoqateJob.PATH, this::list);
    routes.get(LoqateJob.PATH + "/{job_id}", this::show);
  }

  private void list(Context context) throws IOException {
    Caller caller = Gate.pass(context, null);
    Iterator<Job> all = jobs.each(caller, false).iterator();
    context.res().setStatus(200);
    ExactType.put(context.res(), LoqateJob.CONTENT_TYPE);
    // the server's own buffer gathers them, and tells the length of what fits into it
    OutputStream out = context.res().getOutputStream();
    out.write(bytes("{\"Status\":\"OK\",\"batch_jobs\":["));
    while (all.hasNext()) {
      Job job = all.next();
      out.write(bytes(told(job).json(status(job)) + (all.hasNext() ? "," : "")));
    }
    out.write(bytes("]}"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void show(Context context) throws IOException {
    Caller caller = Gate.pass(context, null);
    String name = context.pathParam("job_id");
    Job job =
        LoqateJobId.parse(caller.account(), name)
            .flatMap(id -> jobs.find(caller, id))
            .orElseThrow(() -> DialectError.of(404, "There is no batch task of that job_id"));
    if (context.queryParamMap().containsKey("download")) {
      download(context, job, name);
    } else {
      LoqateJob.json(context, "batch_status", "[" + status(job, name) + "]");
    }
  }

  private static LoqateJob told(Job job) {
    return new LoqateJob(job.account(), job.id(), job.name(), job.rows(), JobIds.madeAt(job.id()));
  }

  private static String status(Job job, String name) {
    if (!whole(job)) {
      Job.Failure failure = job.failure();
      return failure == null
          ? told(job).json(status(job), ",\"processed_trans\":" + job.processed())
          : told(job).json(status(job), ",\"message\":" + JsonText.string(failure.message()));
    }
    @Nullable Instant end = job.completedAt();
    return told(job)
        .json(
            status(job),
            ",\"processed_trans\":" + job.processed(),
            ",\"end_time\":\"" + LoqateJob.time(end == null ? job.updatedAt() : end) + '"',
            ",\"verified_file\":" + JsonText.string(file(name)));
  }

  private static String status(Job job) {
    String word =
        switch (job.state()) {
          case LOADING -> "Pending";
          case RUNNING, CANCELLING -> "Verifying";
          case COMPLETED -> "Complete";
          case CANCELLED -> "Cancelled";
          case FAILED, EXPIRED -> "Failed";
        };
    return ",\"status\":\"" + word + '"';
  }

  /** Whether its file is all that it will ever be. */
  private static boolean whole(Job job) {
    return job.state() == JobState.COMPLETED || job.state() == JobState.CANCELLED;
  }

  private static String file(String name) {
    return name + "_verified.csv";
  }

  private void download(Context context, Job job, String name) throws IOException {
    if (!whole(job)) {
      throw DialectError.of(
          409,
          "The batch task is not complete; check its status with GET %s/%s"
              .formatted(LoqateJob.PATH, name));
    }
    downloads.answer(
        job.account(),
        () -> {
          HttpServletResponse response = context.res();
          response.setContentType("text/csv; charset=utf-8");
          response.setHeader("Content-Disposition", "attachment; filename=\"" + file(name) + '"');
          if (!context.method().equals(HandlerType.HEAD)) {
            results.withCells(job, COLUMNS, LoqateBatches::cells, response.getOutputStream());
          }
        });
  }

  private static List<String> cells(VerdictRow row) {
    LoqateVerdict verdict = LoqateVerdict.of(OwnJobs.seen(row));
    String secondary = verdict.secondaryStatus();
    return List.of(
        LoqateVerdict.hostDomain(row.address()),
        verdict.emailStatus(),
        secondary == null ? "" : secondary);
  }
}
