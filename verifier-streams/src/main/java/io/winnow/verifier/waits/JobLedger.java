package io.winnow.verifier.waits;

import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import java.util.EnumMap;
import java.util.Map;

/** What waits of one job in one task. */
final class JobLedger {
  /** Whether what was told last may be something. */
  boolean told;

  private final Map<WaitCause, Line> lines = new EnumMap<>(WaitCause.class);
  private Map<WaitCause, Waiting> standing = Map.of();

  /**
   * @param many rows more, or less if negative
   */
  void add(WaitCause cause, long many, long due) {
    Line line = lines.computeIfAbsent(cause, _ -> new Line());
    line.add(many, due);
    if (line.isEmpty()) {
      lines.remove(cause);
    }
  }

  /** Gives whether that is something new. */
  boolean stands(Map<WaitCause, Waiting> now) {
    boolean changed = !standing.equals(now);
    standing = now;
    return changed;
  }

  boolean hasStanding() {
    return !standing.isEmpty();
  }

  boolean isEmpty() {
    return lines.isEmpty() && standing.isEmpty();
  }

  Map<WaitCause, Waiting> toTell() {
    Map<WaitCause, Waiting> all = new EnumMap<>(WaitCause.class);
    lines.forEach((cause, line) -> all.put(cause, line.told()));
    standing.forEach((cause, rows) -> all.merge(cause, rows, Waiting::and));
    return all;
  }
}
