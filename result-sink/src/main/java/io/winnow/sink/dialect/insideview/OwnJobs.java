package io.winnow.sink.dialect.insideview;

import io.javalin.http.Context;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobCredits;
import io.winnow.contracts.JobId;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.dialect.insideview.BulkStatus;
import io.winnow.sink.jobs.JobViews;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The jobs of an account that this API knows of. */
final class OwnJobs {
  /** How long the table of jobs may be behind who made one. */
  private static final Duration LAG = Duration.ofSeconds(3);

  private static final long UNKNOWN_VERSION = -1;

  private final JobViews jobs;
  private final BooleanSupplier caughtUp;
  private final BulkJobIds ids;

  OwnJobs(JobViews jobs, BooleanSupplier caughtUp, BulkJobIds ids) {
    this.jobs = jobs;
    this.caughtUp = caughtUp;
    this.ids = ids;
  }

  /**
   * Who asks.
   *
   * @throws DialectError when not all jobs are known yet
   */
  Caller caller(Context context) {
    Caller caller = Gate.pass(context, null);
    if (!caughtUp.getAsBoolean()) {
      throw DialectError.of(503, "503-1", "Jobs are just being read; try again soon.");
    }
    return caller;
  }

  /**
   * The caller's job that the path names. One that was just made is waited for, a moment.
   *
   * @throws DialectError when there is none
   */
  Job job(Context context) throws InterruptedException {
    String account = caller(context).account();
    return ids.job(account, context.pathParam("id"))
        .flatMap(id -> known(account, id))
        .orElseThrow(() -> DialectError.of(404, "404-1", "Invalid ID, record not found."));
  }

  private Optional<Job> known(String account, JobId id) {
    try {
      if (!jobs.isDeleted(id)) {
        var _ = jobs.awaitOther(id, UNKNOWN_VERSION, LAG);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return jobs.job(account, id).filter(BulkStatus::isBulk);
  }

  /** What the job is called by its owner. */
  String id(Job job) {
    return ids.of(job.account(), job.id());
  }

  /** Newest first. */
  List<Job> newestFirst(String account, Predicate<Job> wanted, int most) {
    return jobs.newestFirst(account, null, job -> BulkStatus.isBulk(job) && wanted.test(job), most);
  }

  /** All jobs of an account, whatever their kind. */
  List<Job> all(String account) {
    return jobs.newestFirst(account, null, _ -> true, Integer.MAX_VALUE);
  }

  /** What a job has cost, or holds while it is processed; nothing before that. */
  static long credits(Job job) {
    JobCredits credits = job.credits();
    if (credits == null) {
      return 0;
    }
    return switch (BulkStatus.of(job)) {
      case ACCEPTED -> 0;
      case PROCESSING -> credits.reserved();
      case FINISHED, FAILED, ABORTED ->
          job.state().terminal() ? credits.charged() : credits.reserved();
    };
  }
}
