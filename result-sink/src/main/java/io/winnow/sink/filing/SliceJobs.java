package io.winnow.sink.filing;

import io.winnow.contracts.JobId;
import io.winnow.sink.jobs.JobViews;
import java.util.Queue;
import java.util.Set;

/**
 * What slices hear of jobs.
 *
 * @param views the jobs as they stand now
 * @param changed jobs that fewer rows come of than they have, that are no more, or that were
 *     awaited, as it becomes known
 * @param awaited jobs that are to be in {@code changed} once they are known. Safe for concurrent
 *     use
 */
record SliceJobs(JobViews views, Queue<JobId> changed, Set<JobId> awaited) {}
