package io.winnow.verifier.probing;

import io.winnow.contracts.ProbeRequested;
import io.winnow.errands.DueQueue;
import io.winnow.errands.Ticker;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.lanes.Lanes;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.waits.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The work of one task from {@code init()} to {@code close()}; {@link ProbeProcessor} tells how and
 * why. Stream thread only.
 */
final class Prober {
  private static final Duration TICK = Duration.ofMillis(10);
  private static final int ROWS_PER_TICK = 500;
  private static final int LANES_PER_TICK = 256;

  /** Rows that are looked at in a lane before it is another's turn. */
  private static final int ROWS_PER_LOOK = 64;

  private static final int MOST_LANES_OPEN = 1_000;

  /** While no lane has room, and nothing is under way that would make some. */
  private static final long LOOK_AGAIN_MILLIS = 500;

  private static final long SECOND_MILLIS = 1_000;

  /** While rows wait: their jobs may be cancelled meanwhile. */
  private static final long SWEEP_MILLIS = 3_000;

  private final Waits waits;
  private final Places places;
  private final OpenLanes lanes;
  private final Asking asking;
  private final Ticker ticker;
  private final TaskMeters meters;
  private final CancelSweep sweep;

  private boolean allLookedAt = true;
  private long lookAgain;
  private long everySecond;
  private long lookForCancelled;

  Prober(
      ProcessorContext<Object, Object> context,
      Screen screen,
      ProbeStores stores,
      ProbingSettings settings,
      Lanes smtp,
      LaneChoice choice,
      CancelledJobs cancelled,
      TaskMeters meters) {
    this.meters = meters;
    this.waits = new Waits(context, "probing", ProbingTopology.WRITE_JOB_WAITS);
    this.places =
        new Places(
            stores,
            settings,
            new Results(screen, context),
            cancelled,
            waits,
            context::currentSystemTimeMs);
    this.sweep = new CancelSweep(places, cancelled);
    this.lanes = new OpenLanes(smtp, stores.lanes(), MOST_LANES_OPEN);
    this.asking = new Asking(places, lanes, new OtherLanes(choice, context), settings, meters);
    this.ticker = new Ticker(context, TICK, this::tick);
    allLookedAt = places.rotation.size() == 0;
    show();
    schedule();
  }

  void arrive(
      String lane,
      ProbeRequested request,
      Screened.Mailbox mailbox,
      long timestamp,
      Headers headers) {
    hear();
    long now = places.now();
    Probe probe = Probe.of(lane, request, mailbox, timestamp, headers, now);
    Answer known = asking.reusable(probe);
    if (places.isCancelled(probe)) {
      places.cancel(probe);
    } else if (probe.deadline() <= now) {
      places.outOfTime(probe, false);
    } else if (known != null) {
      meters.reused();
      places.reuse(probe, known);
    } else {
      LaneBacklog line = places.lineUp(probe);
      if (!line.full) {
        look(line);
      }
    }
    if (!ticker.isFast()) {
      schedule();
    }
  }

  void end() {
    ticker.stop();
    waits.close();
    asking.end();
    lanes.closeAll();
    meters.close();
  }

  private void tick() {
    hear();
    places.takeDue(ROWS_PER_TICK);
    places.takeExpired(ROWS_PER_TICK);
    places.release(ROWS_PER_TICK);
    sweep.turn(ROWS_PER_TICK);
    rotate();
    long now = places.now();
    places.domainSweep.turn(now);
    places.recentSweep.turn(now);
    if (now >= everySecond) {
      everySecond = now + SECOND_MILLIS;
      asking.cancelOverdue();
      waits.standing(InLine.of(places.backlog, lanes, Instant.ofEpochMilli(now)));
      show();
    }
    lookAgain = now + LOOK_AGAIN_MILLIS;
    schedule();
  }

  /** Settles what has come back, and makes use of the room that is left by it. */
  private void hear() {
    Set<String> touched = asking.hear();
    for (String name : touched) {
      LaneBacklog lane = places.backlog.find(name);
      if (lane != null) {
        look(lane);
      }
    }
  }

  private void rotate() {
    int many = Math.min(places.rotation.size(), LANES_PER_TICK);
    allLookedAt = many == places.rotation.size();
    for (int i = 0; i < many; i++) {
      LaneBacklog lane = places.rotation.poll();
      if (lane == null) {
        return;
      }
      if (places.backlog.find(lane.name) == lane) {
        look(lane);
        if (!lane.isEmpty()) {
          places.rotation.enter(lane, false);
          allLookedAt &= lane.full;
        }
      }
    }
  }

  /** Has rows of the lane asked while it has room. */
  private void look(LaneBacklog lane) {
    int room = 0;
    lane.full = false;
    for (int i = 0; i < ROWS_PER_LOOK && !lane.isEmpty(); i++) {
      if (room <= 0) {
        room = lanes.room(lane.name);
        if (room <= 0) {
          lane.full = true;
          return;
        }
      }
      if (asking.dispatch(places.backlog.take(lane))) {
        room--;
      }
    }
  }

  private void schedule() {
    long now = places.now();
    if (asking.underWay() > 0 || !places.releases.isEmpty() || !allLookedAt || sweep.isUnderWay()) {
      ticker.fast();
      return;
    }
    long next = Math.min(places.waiting.nextDue(), places.deadlines.next());
    next = Math.min(next, Math.min(places.domainSweep.next(), places.recentSweep.next()));
    if (places.backlog.size() > 0) {
      if (lookAgain <= now) {
        lookAgain = now + LOOK_AGAIN_MILLIS;
      }
      next = Math.min(next, lookAgain);
    }
    if (places.hasRows()) {
      if (lookForCancelled <= now) {
        lookForCancelled = now + SWEEP_MILLIS;
      }
      next = Math.min(next, lookForCancelled);
    }
    if (next == DueQueue.NEVER) {
      ticker.stop();
    } else {
      ticker.once(next, now);
    }
  }

  private void show() {
    meters.show(
        places.backlog.size(),
        asking.underWay(),
        places.waiting.waiting(),
        places.held.size(),
        Math.max(0, places.now() - places.backlog.oldest()));
  }
}
