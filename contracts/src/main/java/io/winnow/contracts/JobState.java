package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** Where a job stands. A refused list never becomes a job. */
public enum JobState {
  /** Admitted; its rows are on their way to the topic. */
  LOADING(false),
  /** All rows are on the topic; not all have a verdict in a sealed slice. */
  RUNNING(false),
  /** It is to be cancelled; rows under way come to their end. */
  CANCELLING(false),
  /** Every row has a verdict and the result file can be downloaded whole. */
  COMPLETED(true),
  /** Somebody cancelled it; the verdicts that it had can be downloaded. */
  CANCELLED(true),
  /** It will not be finished; {@link Job#failure()} says why. */
  FAILED(true),
  /** It ended, its retention is over, and nothing of it is left but that it was there. */
  EXPIRED(true);

  private static final Map<String, JobState> BY_WIRE_NAME = WireName.index(JobState.class);
  private final String wireName = WireName.of(this);
  private final boolean terminal;

  JobState(boolean terminal) {
    this.terminal = terminal;
  }

  /** Whether the job stays in this state for ever. */
  public boolean terminal() {
    return terminal;
  }

  /** Lower-case name, as on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The state with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  @JsonCreator
  public static JobState parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "job state", wireName);
  }
}
