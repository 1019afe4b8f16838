package io.winnow.verifier.probing;

import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in line in lanes that have no room, by job and by why they have none. */
final class InLine {
  private InLine() {}

  static Map<Long, Map<WaitCause, Waiting>> of(Backlog backlog, OpenLanes lanes, Instant now) {
    Map<Long, Map<WaitCause, Waiting>> byJob = new HashMap<>();
    for (LaneBacklog lane : backlog.lanes()) {
      if (!lane.full) {
        continue;
      }
      Instant until = lanes.suspendedUntil(lane.name);
      boolean suspended = until != null && until.isAfter(now);
      WaitCause cause = suspended ? WaitCause.LANE_SUSPENDED : WaitCause.LANE_LIMIT;
      for (JobBacklog job : lane.jobs()) {
        add(byJob, job, cause, suspended ? until : null);
      }
    }
    return byJob;
  }

  private static void add(
      Map<Long, Map<WaitCause, Waiting>> byJob,
      JobBacklog job,
      WaitCause cause,
      @Nullable Instant until) {
    byJob
        .computeIfAbsent(job.job, _ -> new EnumMap<>(WaitCause.class))
        .merge(cause, new Waiting(job.rows, until, until), Waiting::and);
  }
}
