package io.winnow.sink.dialect.insideview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.winnow.contracts.Job;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.insideview.Answers;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.dialect.insideview.BulkStatus;
import io.winnow.kit.dialect.insideview.ContactIds;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.sink.dialect.OwnJobs;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.results.Downloads;
import io.winnow.sink.results.Results;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /api/v1/target/contact/job/ID} and its results. */
public final class ContactJobViews implements HttpRoutes {
  private static final String JOB = "/api/v1/target/contact/job/{id}";

  private final BulkJobs jobs;
  private final ContactResults results;
  private final Downloads downloads;
  private final HttpRoutes admin;

  /**
   * @param own those of who asks
   * @param downloads how many may read results
   * @param accounts for what an account has left
   * @param idSecret what ids are made of
   */
  public ContactJobViews(
      JobViews jobs,
      OwnJobs own,
      Results results,
      Downloads downloads,
      AccountsView accounts,
      String idSecret) {
    this.downloads = downloads;
    this.jobs = new BulkJobs(jobs, own, new BulkJobIds(idSecret));
    this.results = new ContactResults(results, new ContactIds(idSecret));
    this.admin = new AdminViews(this.jobs, accounts);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(JOB, this::status);
    routes.get(JOB + "/results", this::results);
    admin.addTo(routes);
  }

  private void status(Context context) throws InterruptedException {
    Job job = jobs.job(context);
    Answers.send(context, BulkStatus.ROOT, BulkStatus.document(context.pathParam("id"), job));
  }

  private void results(Context context) throws InterruptedException, IOException {
    Job job = jobs.job(context);
    if (!job.state().terminal()) {
      throw DialectError.of(
          400,
          "400-203",
          "The results are not ready: the job is %s. See its status."
              .formatted(BulkStatus.of(job).word()));
    }
    downloads.answer(job.account(), () -> file(context, job));
  }

  private void file(Context context, Job job) throws IOException {
    HttpServletResponse response = context.res();
    response.setContentType("text/csv; charset=utf-8");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"" + context.pathParam("id") + ".csv\"");
    if (!context.method().equals(HandlerType.HEAD)) {
      results.write(job, response.getOutputStream());
    }
  }
}
