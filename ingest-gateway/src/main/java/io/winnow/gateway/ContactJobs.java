package io.winnow.gateway;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.gateway.dialect.insideview.BulkJobs;
import io.winnow.gateway.jobs.KnownJobs;
import io.winnow.gateway.spool.UploadRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Jobs whose rows are contacts: lists like any other, but for where their rows go.
 *
 * @param endings how jobs are cancelled
 */
record ContactJobs(IngestGateway gateway, JobEndings endings) implements BulkJobs {
  /** How long the table of jobs may be behind who made one. */
  private static final Duration LAG = Duration.ofSeconds(3);

  @Override
  public boolean ready() {
    return gateway.healthy();
  }

  @Override
  public JobId submit(UploadRequest request, List<String> contacts) {
    try (SpooledList list = gateway.spool(request, contacts)) {
      return gateway.admit(list);
    }
  }

  @Override
  public Optional<Job> unfinished(String account, JobId job) {
    KnownJobs.Known known = endings.awaited(account, job, LAG);
    return Optional.ofNullable(known.unfinished());
  }

  @Override
  public void cancel(String account, JobId job) {
    var _ = endings.cancel(account, job);
  }
}
