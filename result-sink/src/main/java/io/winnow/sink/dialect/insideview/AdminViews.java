package io.winnow.sink.dialect.insideview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.Account;
import io.winnow.contracts.Job;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.insideview.Answers;
import io.winnow.kit.dialect.insideview.BulkStatus;
import io.winnow.kit.dialect.insideview.Document;
import io.winnow.kit.dialect.insideview.Paging;
import io.winnow.kit.http.HttpRoutes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/admin/jobs} and {@code /usage}: what an account has had done. */
final class AdminViews implements HttpRoutes {
  private static final String JOBS = "/api/v1/admin/jobs";
  private static final String USAGE = "/api/v1/admin/usage";

  /** Numbers of statuses, from "not found", which no job is, on. */
  private static final int LEAST_STATUS = -1;

  private static final int MOST_STATUS = 4;
  private static final int MOST_TYPE = 5;

  private final BulkJobs jobs;
  private final AccountsView accounts;

  AdminViews(BulkJobs jobs, AccountsView accounts) {
    this.jobs = jobs;
    this.accounts = accounts;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(JOBS, this::list);
    routes.get(USAGE, this::usage);
  }

  private void list(Context context) {
    Caller caller = Gate.pass(context, null);
    Paging paging = Paging.of(context);
    Predicate<Job> wanted = wanted(context);
    List<Document> page =
        jobs.all(caller)
            .filter(BulkStatus::isBulk)
            .filter(wanted)
            .skip(paging.skip())
            .limit(paging.perPage())
            .map(this::document)
            .toList();
    Answers.send(context, "bulkJobs", new Document().with("bulkJobs", "bulkJob", page));
  }

  private Document document(Job job) {
    return new Document()
        .with("jobId", jobs.id(job))
        .with("jobType", BulkStatus.TYPE)
        .with("jobStatus", BulkStatus.of(job).word())
        .with("createdDate", Period.DAY.of(job.submittedAt()))
        .with("creditsConsumed", BulkJobs.credits(job));
  }

  private static Predicate<Job> wanted(Context context) {
    Period.Range range = range(context);
    Set<Integer> statuses = numbers(context, "jobStatuses", LEAST_STATUS, MOST_STATUS);
    Set<Integer> types = numbers(context, "jobTypes", 1, MOST_TYPE);
    return job ->
        (range == null || range.has(job.submittedAt()))
            && (statuses.isEmpty() || statuses.contains(BulkStatus.of(job).number()))
            && (types.isEmpty() || types.contains(BulkStatus.TYPE_NUMBER));
  }

  private static Period.@Nullable Range range(Context context) {
    return Period.range(
        context.queryParam("period"), context.queryParam("start"), context.queryParam("end"));
  }

  /** Numbers that may stand there several times, and with commas; none when nothing is said. */
  private static Set<Integer> numbers(Context context, String name, int least, int most) {
    Set<Integer> numbers = new HashSet<>();
    for (String text : context.queryParams(name)) {
      for (String part : text.split(",", -1)) {
        numbers.add(number(name, part.strip(), least, most));
      }
    }
    return numbers;
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw DialectError.of(400, "400-107", "Please enter a valid number for " + name + ".");
    }
    throw Period.illegal("%s are numbers from %d to %d".formatted(name, least, most));
  }

  private void usage(Context context) {
    Caller caller = Gate.pass(context, null);
    Period.Range range = range(context);
    if (range == null || range.start() == null || range.end() == null) {
      throw Period.illegal("period, start and end are required");
    }
    Usage usage = Usage.of(jobs.all(caller), range);
    List<Document> ofAccount =
        usage.transactions().entrySet().stream()
            .map(
                entry ->
                    new Document()
                        .with("api", BulkStatus.TYPE)
                        .with("transactions", entry.getValue())
                        .with("date", entry.getKey()))
            .toList();
    Answers.send(
        context,
        "usage",
        new Document()
            .with("accountId", caller.account())
            .with("period", range.period().word())
            .with("start", range.start())
            .with("end", range.end())
            .with("usageForAccount", "usageForAccount", ofAccount)
            .with("creditsForAccount", "creditsForAccount", credits(caller.account(), usage))
            .with("bulkJobReferenceUrl", context.scheme() + "://" + context.host() + JOBS));
  }

  /** What the account was ever given and has spent on all its jobs; none when it needs none. */
  private List<Document> credits(String name, Usage usage) {
    Account account = accounts.account(name).filter(found -> !found.unmetered()).orElse(null);
    if (account == null) {
      return List.of();
    }
    return List.of(
        new Document()
            .with("allocatedCredits", account.balance() + account.reserved() + usage.charged())
            .with("consumedCredits", usage.consumed()));
  }
}
