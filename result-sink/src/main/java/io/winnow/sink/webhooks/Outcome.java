package io.winnow.sink.webhooks;

import io.winnow.contracts.WebhookDelivery.Attempt;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt.
 *
 * @param attempt for the log; null when none was made
 * @param retryAfter what the receiver asks for; null when it did not say
 */
record Outcome(End end, @Nullable Attempt attempt, @Nullable Duration retryAfter) {
  /** There was nothing to tell any more. */
  static final Outcome NOTHING = new Outcome(End.FAILED, null, null);

  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;

  /** What it means for the event. */
  enum End {
    /** The receiver has heard. */
    DELIVERED,
    /** It may hear later. */
    FAILED,
    /** It may not be told at all. */
    REFUSED
  }

  static Outcome of(Instant at, long millis, Answer answer) {
    return switch (answer) {
      case Answer.Received(int status, Duration retryAfter) ->
          new Outcome(
              status >= OK && status < MULTIPLE_CHOICES ? End.DELIVERED : End.FAILED,
              new Attempt(at, millis, status, null, null),
              retryAfter);
      case Answer.Failed(Answer.Fault fault, String message) ->
          new Outcome(End.FAILED, new Attempt(at, millis, null, fault.code(), message), null);
      case Answer.Refused(Answer.Fault fault, String message) ->
          new Outcome(End.REFUSED, new Attempt(at, millis, null, fault.code(), message), null);
    };
  }
}
