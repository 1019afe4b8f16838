package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** How far an address is verified. Each level includes the ones before it. */
public enum Level {
  /** Syntax and lists only: nothing leaves the process. */
  SYNTAX,
  /** The domain's mail exchangers as well. */
  DNS,
  /** The SMTP dialogue up to RCPT TO as well. */
  SMTP;

  private static final Map<String, Level> BY_WIRE_NAME = WireName.index(Level.class);
  private final String wireName = WireName.of(this);

  /** Lower-case name, as on the wire and in URLs. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The level with that wire name.
   *
   * @throws IllegalArgumentException naming the known levels, when there is none
   */
  @JsonCreator
  public static Level parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "level", wireName);
  }
}
