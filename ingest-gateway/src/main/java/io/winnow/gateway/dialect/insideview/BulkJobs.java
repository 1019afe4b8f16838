package io.winnow.gateway.dialect.insideview;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.gateway.spool.UploadRequest;
import java.util.List;
import java.util.Optional;

/** The jobs whose rows are contacts, as far as the gateway has to do with them. */
public interface BulkJobs {
  /** Whether a job has a chance to be taken. */
  boolean ready();

  /**
   * Makes a job; waits until it is admitted and on disk.
   *
   * @param request whose job options say that it looks up contacts
   * @param contacts what names them, in order
   * @throws io.winnow.gateway.list.ListRefused when it is not good
   * @throws io.winnow.gateway.admit.NotAdmitted when it does not become a job
   */
  JobId submit(UploadRequest request, List<String> contacts);

  /**
   * The account's job as it was last heard of. One that was just made is waited for, a moment.
   *
   * @return empty when there is none, or it has ended
   * @throws io.winnow.kit.http.Problem when the account never had such a job
   */
  Optional<Job> unfinished(String account, JobId job);

  /**
   * Has a job cancelled; returns once that cannot be lost any more.
   *
   * @throws io.winnow.kit.http.Problem when it cannot
   */
  void cancel(String account, JobId job);
}
