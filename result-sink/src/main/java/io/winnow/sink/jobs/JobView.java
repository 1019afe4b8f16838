package io.winnow.sink.jobs;

import io.winnow.contracts.Job;

/**
 * A job as it stood at some time.
 *
 * @param job the job
 * @param version grows with each state of the job, and is the same at all sinks and after a start
 */
public record JobView(Job job, long version) {}
