package io.winnow.gateway.http;

import io.winnow.contracts.JobId;

/** Ends jobs before their time, or removes them. */
public interface JobEnding {
  /**
   * Has a job cancelled, and returns once that cannot be lost any more.
   *
   * @param account who asks
   * @return the job, as it is about to be
   * @throws io.winnow.kit.http.Problem when the account has no such job, or it has ended
   */
  AcceptedJob cancel(String account, JobId job);

  /**
   * Has a job and all its rows and files removed, and returns once that cannot be lost any more.
   *
   * @param account who asks
   * @throws io.winnow.kit.http.Problem when the account has no such job
   */
  void delete(String account, JobId job);
}
