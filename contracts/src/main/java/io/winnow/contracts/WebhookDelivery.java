package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the delivery of one event to a job's webhook stands. Written by the webhooks' topology alone.
 *
 * @param v version of this record's form
 * @param job the job
 * @param id of the event, for ever the same: the job's, and what it tells of
 * @param event what it tells of
 * @param webhook where it goes
 * @param state where it stands
 * @param round counted from 1; each redelivery begins another
 * @param createdAt when what it tells of happened
 * @param roundBegunAt when this round began
 * @param tries how many attempts there were, in all rounds
 * @param attempts the latest of them, oldest first, at most {@value #MOST_ATTEMPTS}
 * @param nextAttemptAt when it is tried again; null when it is not, or is just being tried
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDelivery(
    int v,
    JobId job,
    String id,
    WebhookEvent event,
    String webhook,
    State state,
    int round,
    Instant createdAt,
    Instant roundBegunAt,
    int tries,
    List<Attempt> attempts,
    @Nullable Instant nextAttemptAt) {
  public static final int VERSION = 1;

  /** How many attempts are remembered. */
  public static final int MOST_ATTEMPTS = 50;

  /**
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public WebhookDelivery {
    Component.knownVersion(v, VERSION);
    Component.required(job, "job");
    Component.required(id, "id");
    Component.required(event, "event");
    Component.required(webhook, "webhook");
    Component.required(state, "state");
    Component.notNegative(round, "round");
    Component.required(createdAt, "createdAt");
    Component.required(roundBegunAt, "roundBegunAt");
    Component.notNegative(tries, "tries");
    attempts = List.copyOf(Component.required(attempts, "attempts"));
  }

  /** Where a delivery stands. */
  public enum State {
    /** It is tried, or will be. */
    PENDING,
    /** The receiver has answered 2xx. */
    DELIVERED,
    /** It may not be sent there; the last attempt says why. */
    REFUSED,
    /** It was not delivered in the time that it has. */
    GIVEN_UP;

    private static final Map<String, State> BY_WIRE_NAME = WireName.index(State.class);
    private final String wireName = WireName.of(this);

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
    public static State parse(String wireName) {
      return WireName.parse(BY_WIRE_NAME, "delivery state", wireName);
    }
  }

  /**
   * One attempt.
   *
   * @param at when it began
   * @param millis how long it took
   * @param status of the receiver's answer; null when there was none
   * @param error stable, for programs; null when the status says it all
   * @param message for people; null when there is no error
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Attempt(
      Instant at,
      long millis,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String message) {
    /**
     * @throws IllegalArgumentException when something is missing
     */
    public Attempt {
      Component.required(at, "at");
      Component.notNegative(millis, "millis");
    }
  }
}
