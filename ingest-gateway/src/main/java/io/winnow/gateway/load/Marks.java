package io.winnow.gateway.load;

import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the topic of events tells of loading: how far jobs are, and which are to go no further. */
public final class Marks {
  private final Map<JobId, Long> loaded = new HashMap<>();
  private final Set<JobId> ended = new HashSet<>();
  private final Set<JobId> toEnd = new HashSet<>();
  private boolean closed;

  /** To be called with each event, in order. */
  public void happened(JobEvent event) {
    if (closed) {
      return;
    }
    switch (event) {
      case JobEvent.LoadedUpTo mark -> loaded.merge(mark.job(), mark.rows(), Math::max);
      case JobEvent.Failed _, JobEvent.LoadingStopped _, JobEvent.Deleted _ ->
          ended.add(event.job());
      case JobEvent.CancelRequested _, JobEvent.DeleteRequested _ -> toEnd.add(event.job());
      case JobEvent.Admitted _, JobEvent.Refused _, JobEvent.SliceSealed _ -> {}
    }
  }

  /** Rows of a job below that number are on the topic for certain. */
  public long loaded(JobId job) {
    return loaded.getOrDefault(job, 0L);
  }

  /** Whether nothing more of a job may be loaded, and that has been said. */
  public boolean ended(JobId job) {
    return ended.contains(job);
  }

  /** Whether somebody wants nothing more of a job to be loaded. */
  public boolean toEnd(JobId job) {
    return toEnd.contains(job);
  }

  /** Forgets everything, and hears nothing more. */
  public void close() {
    closed = true;
    loaded.clear();
    ended.clear();
    toEnd.clear();
  }
}
