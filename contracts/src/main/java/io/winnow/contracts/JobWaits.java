package io.winnow.contracts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What of a job waits in one task of the verifier. Cumulative: a later one stands in for all before
 * it of the same task.
 *
 * @param v version of this record's form
 * @param job the job
 * @param task who tells it: the application and the task's number
 * @param waiting rows by cause; a cause for which none waits is absent
 */
public record JobWaits(int v, JobId job, String task, Map<WaitCause, Waiting> waiting) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public JobWaits {
    Component.knownVersion(v, VERSION);
    Component.required(job, "job");
    Component.required(task, "task");
    waiting = ordered(Component.required(waiting, "waiting"));
  }

  /** The same in the order of the causes, not to be changed. */
  static Map<WaitCause, Waiting> ordered(Map<WaitCause, Waiting> waiting) {
    Map<WaitCause, Waiting> ordered = new EnumMap<>(WaitCause.class);
    waiting.forEach((cause, rows) -> ordered.put(cause, Component.required(rows, "waiting")));
    return Collections.unmodifiableMap(ordered);
  }
}
