package io.winnow.verifier.probing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The lanes with rows in line, in the order in which they are looked at. */
final class Rotation {
  private final Deque<LaneBacklog> lanes = new ArrayDeque<>();

  int size() {
    return lanes.size();
  }

  /**
   * Has the lane stand in the rotation.
   *
   * @param first whether its turn comes at once, if it does not stand there yet
   */
  void enter(LaneBacklog lane, boolean first) {
    if (lane.inRotation) {
      return;
    }
    lane.inRotation = true;
    if (first) {
      lanes.addFirst(lane);
    } else {
      lanes.addLast(lane);
    }
  }

  /** The next one, which leaves the rotation. */
  @Nullable LaneBacklog poll() {
    LaneBacklog lane = lanes.poll();
    if (lane != null) {
      lane.inRotation = false;
    }
    return lane;
  }
}
