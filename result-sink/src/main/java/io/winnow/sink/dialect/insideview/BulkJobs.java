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
import io.winnow.sink.dialect.OwnJobs;
import io.winnow.sink.jobs.JobViews;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The jobs of an account that this API knows of. */
final class BulkJobs {
  /** How long the table of jobs may be behind who made one. */
  private static final Duration LAG = Duration.ofSeconds(3);

  private static final long UNKNOWN_VERSION = -1;

  private final JobViews jobs;
  private final OwnJobs own;
  private final BulkJobIds ids;

  BulkJobs(JobViews jobs, OwnJobs own, BulkJobIds ids) {
    this.jobs = jobs;
    this.own = own;
    this.ids = ids;
  }

  /**
   * The caller's job that the path names. One that was just made is waited for, a moment.
   *
   * @throws DialectError when there is none
   */
  Job job(Context context) throws InterruptedException {
    Caller caller = Gate.pass(context, null);
    JobId id = ids.job(caller.account(), context.pathParam("id")).orElseThrow(BulkJobs::notFound);
    Optional<Job> known = own.find(caller, id);
    if (known.isEmpty() && !jobs.isDeleted(id)) {
      var _ = jobs.awaitOther(id, UNKNOWN_VERSION, LAG);
      known = own.find(caller, id);
    }
    return known.filter(BulkStatus::isBulk).orElseThrow(BulkJobs::notFound);
  }

  private static DialectError notFound() {
    return DialectError.of(404, "404-1", "Invalid ID, record not found.");
  }

  /** What the job is called by its owner. */
  String id(Job job) {
    return ids.of(job.account(), job.id());
  }

  /** All jobs of who asks, whatever their kind, newest first. */
  Stream<Job> all(Caller caller) {
    return own.each(caller, false);
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
