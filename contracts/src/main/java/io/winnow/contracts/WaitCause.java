package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** Why a row has no verdict yet, although everything that could be done for it now is done. */
public enum WaitCause {
  /** Its mail server asked to come back later, or asked that of another row of its domain. */
  GREYLISTING,
  /** Its mail server had a passing trouble, and is asked again. */
  TEMPORARY_FAILURE,
  /** Its mail server is asked no faster and over no more connections than it likes. */
  LANE_LIMIT,
  /** Its mail server has had enough of us, and is left alone for a while. */
  LANE_SUSPENDED,
  /** The DNS did not answer, and is asked again. */
  DNS_RETRY;

  private static final Map<String, WaitCause> BY_WIRE_NAME = WireName.index(WaitCause.class);
  private final String wireName = WireName.of(this);

  /** Lower-case name, as on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The cause with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  @JsonCreator
  public static WaitCause parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "wait cause", wireName);
  }
}
