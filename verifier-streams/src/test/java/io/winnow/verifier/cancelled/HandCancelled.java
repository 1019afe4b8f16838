package io.winnow.verifier.cancelled;

import java.util.HashSet;
import java.util.Set;

/** Jobs that a test cancels. */
public final class HandCancelled implements CancelledJobs {
  private final Set<Long> jobs = new HashSet<>();
  private int additions;

  public void add(long job) {
    if (jobs.add(job)) {
      additions++;
    }
  }

  @Override
  public boolean has(long job) {
    return jobs.contains(job);
  }

  @Override
  public long additions() {
    return additions;
  }
}
