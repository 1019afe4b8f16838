package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** Which rows of a list are taken for the same mailbox. */
public enum Dedupe {
  /** None: each row stands for itself. */
  OFF,
  /** Those with the same address, the domain's letter case and surrounding blanks aside. */
  EXACT,
  /** Those whose mailbox is the same by the provider's rules: case, dots, and tags. */
  CANONICAL;

  private static final Map<String, Dedupe> BY_WIRE_NAME = WireName.index(Dedupe.class);
  private final String wireName = WireName.of(this);

  /** Lower-case name, as on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The one with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  @JsonCreator
  public static Dedupe parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "dedupe", wireName);
  }
}
