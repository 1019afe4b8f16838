package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** What a verdict says of a row, in one word. The {@link Reason} says why. */
public enum Status {
  /** Mail to the address arrives. */
  DELIVERABLE,
  /** Mail to the address cannot arrive. Said only when it is certain. */
  UNDELIVERABLE,
  /** Mail may arrive, but sending has a known risk. */
  RISKY,
  /** What there is to know was not learnt, or not yet. */
  UNKNOWN,
  /** The row holds no address, so there is no verdict. */
  SKIPPED;

  private static final Map<String, Status> BY_WIRE_NAME = WireName.index(Status.class);
  private final String wireName = WireName.of(this);

  /** Lower-case name, as on the wire and in files. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The status with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  @JsonCreator
  public static Status parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "status", wireName);
  }
}
