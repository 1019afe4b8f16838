package io.winnow.sink.webhooks;

import io.winnow.contracts.WebhookDelivery.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt.
 *
 * @param attempt for the log; null when none was made
 */
record Outcome(End end, @Nullable Attempt attempt) {
  /** There was nothing to tell any more. */
  static final Outcome NOTHING = new Outcome(End.FAILED, null);

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
      case Answer.Received(int status) ->
          new Outcome(
              status >= OK && status < MULTIPLE_CHOICES ? End.DELIVERED : End.FAILED,
              new Attempt(at, millis, status, null, null));
      case Answer.Failed(Answer.Fault fault, String message) ->
          new Outcome(End.FAILED, new Attempt(at, millis, null, fault.code(), message));
      case Answer.Refused(Answer.Fault fault, String message) ->
          new Outcome(End.REFUSED, new Attempt(at, millis, null, fault.code(), message));
    };
  }
}
