package io.winnow.gateway.feed;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;

/** Hears what the topics say of jobs: all jobs, also those of other gateways. Must not block. */
public interface JobListener {
  /** Something happened to a job. */
  void happened(JobEvent event);

  /** A job stands like this now. */
  void stands(Job job);
}
