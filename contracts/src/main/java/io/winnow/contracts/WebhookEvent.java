package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** What a webhook is told of. */
public enum WebhookEvent {
  /** So many percent of the rows have a verdict. */
  PROGRESS,
  /** The job is completed. */
  COMPLETED,
  /** The job is cancelled. */
  CANCELLED,
  /** The job has failed. */
  FAILED;

  private static final Map<String, WebhookEvent> BY_WIRE_NAME = WireName.index(WebhookEvent.class);
  private final String wireName = WireName.of(this);

  /** Lower-case name, as on the wire. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The event with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  @JsonCreator
  public static WebhookEvent parse(String wireName) {
    return WireName.parse(BY_WIRE_NAME, "webhook event", wireName);
  }
}
