package io.winnow.verifier.probing;

import io.winnow.verifier.cancelled.CancelledJobs;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of cancelled jobs in all places, a little at a time: once through all of them
 * whenever a job has come to be cancelled. What comes to a place later is looked at there.
 */
final class CancelSweep {
  private enum Stage {
    NOTHING_TO_DO,
    IN_LINE,
    HELD,
    WAITING
  }

  private final Places places;
  private final CancelledJobs cancelled;
  private final Deque<Deadlines.InLine> inLine = new ArrayDeque<>();
  private Stage stage = Stage.NOTHING_TO_DO;
  private @Nullable Bytes next;
  private long seen;

  CancelSweep(Places places, CancelledJobs cancelled) {
    this.places = places;
    this.cancelled = cancelled;
  }

  /** Whether it is on its way through the places. */
  boolean isUnderWay() {
    return stage != Stage.NOTHING_TO_DO;
  }

  /** Looks at no more than about so many rows. */
  void turn(int most) {
    switch (stage) {
      case NOTHING_TO_DO -> begin();
      case IN_LINE -> sweepLine(most);
      case HELD -> sweepHeld(most);
      case WAITING -> sweepWaiting(most);
    }
  }

  private void begin() {
    long additions = cancelled.additions();
    if (additions == seen) {
      return;
    }
    seen = additions;
    for (LaneBacklog lane : places.backlog.lanes()) {
      for (JobBacklog job : lane.jobs()) {
        if (cancelled.has(job.job)) {
          inLine.add(new Deadlines.InLine(lane.name, job.job));
        }
      }
    }
    enter(Stage.IN_LINE);
  }

  private void enter(Stage following) {
    stage = following;
    next = null;
  }

  private void sweepLine(int most) {
    Deadlines.InLine target = inLine.peek();
    if (target == null) {
      enter(Stage.HELD);
      return;
    }
    List<Probe> removed = places.backlog.removeExpired(target, Probe.NO_DEADLINE, most);
    removed.forEach(places::cancel);
    if (removed.size() < most) {
      inLine.remove();
    }
  }

  private void sweepHeld(int most) {
    List<Probe> removed = new ArrayList<>();
    next = places.held.removeIf(next, most, places::isCancelled, removed);
    removed.forEach(places::cancel);
    if (next == null) {
      enter(Stage.WAITING);
    }
  }

  private void sweepWaiting(int most) {
    List<Probe> removed = new ArrayList<>();
    next =
        places.waiting.removeIf(
            next,
            most,
            id -> cancelled.has(ByteBuffer.wrap(id).getLong()),
            (due, bytes) -> removed.add(places.waitedUntil(due, bytes)));
    removed.forEach(places::cancel);
    if (next == null) {
      enter(Stage.NOTHING_TO_DO);
    }
  }
}
