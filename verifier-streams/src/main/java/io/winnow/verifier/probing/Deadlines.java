package io.winnow.verifier.probing;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The times at which rows in line or held are to be looked at for their deadline. */
final class Deadlines {
  /** Which rows are to be looked at. */
  sealed interface Target {}

  /** Those of a job in a lane. */
  record InLine(String lane, long job) implements Target {}

  /** Those behind a name. */
  record Behind(String name) implements Target {}

  private record Mark(long at, Target target) {}

  private final PriorityQueue<Mark> marks = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));

  /** The time that counts of each target; marks that say another are left over. */
  private final Map<Target, Long> earliest = new HashMap<>();

  /**
   * Has rows looked at, at that time or before.
   *
   * @param at in ms since the epoch; {@link Probe#NO_DEADLINE} for never
   */
  void add(long at, Target target) {
    if (at == Probe.NO_DEADLINE) {
      return;
    }
    Long known = earliest.get(target);
    if (known == null || at < known) {
      earliest.put(target, at);
      marks.add(new Mark(at, target));
    }
  }

  /** The earliest, in ms since the epoch; {@link Probe#NO_DEADLINE} without one. */
  long next() {
    Mark first = marks.peek();
    return first == null ? Probe.NO_DEADLINE : first.at;
  }

  /** What is due first, or null when nothing is. */
  @Nullable Target poll(long now) {
    for (Mark first = marks.peek(); first != null && first.at <= now; first = marks.peek()) {
      marks.remove();
      if (earliest.remove(first.target, first.at)) {
        return first.target;
      }
    }
    return null;
  }
}
