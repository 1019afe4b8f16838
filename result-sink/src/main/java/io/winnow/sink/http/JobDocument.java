package io.winnow.sink.http;

import io.winnow.contracts.Job;

/** A job as HTTP clients see it, for those who show it elsewhere. */
public final class JobDocument {
  private JobDocument() {}

  /** What {@code GET /v1/jobs/{id}} would answer; to be written with Winnow's JSON mapper. */
  public static Object of(Job job) {
    return JobResource.of(job);
  }
}
