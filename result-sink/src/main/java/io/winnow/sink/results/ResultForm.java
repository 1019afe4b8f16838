package io.winnow.sink.results;

import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.ListLayout;

/**
 * What columns a job's results have.
 *
 * @param layout of the user's list
 * @param duplicates whether duplicates are marked
 */
public record ResultForm(ListLayout layout, boolean duplicates) {

  /** That of a job. */
  public static ResultForm of(Job job) {
    JobOptions options = job.options();
    return new ResultForm(job.layout(), options != null && options.dedupe() != Dedupe.OFF);
  }
}
