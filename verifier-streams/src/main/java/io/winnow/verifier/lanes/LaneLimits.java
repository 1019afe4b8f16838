package io.winnow.verifier.lanes;

import io.winnow.contracts.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a lane may do now, between one connection and what the table allows: more by and by while
 * answers come (additive increase), half as much after a complaint (multiplicative decrease). For
 * one thread at a time.
 */
final class LaneLimits {
  private static final double LESS = 0.5;

  /** The slowest that a lane gets, as a part of what the table allows. */
  private static final double LEAST_RATE = 1.0 / 16;

  /** Answers after which a lane has its full rate again, from none. */
  private static final double ANSWERS_TO_FULL_RATE = 100;

  /** Answers per connection after which there is one more. */
  private static final double ANSWERS_TO_ONE_MORE = 10;

  /** Complaints within so long are one: they are about what we did before the first. */
  private static final long SAME_COMPLAINT = 5_000_000_000L;

  /**
   * Refusals in a row that are not about the mailbox, after which it is not this or that domain
   * that refuses us but the operator.
   */
  private static final int BLOCKS_TO_PAUSE = 5;

  private static final int MOST_DOUBLINGS = 20;

  private static final double OVERTAKING_SECONDS = 0.5;

  private final Limits limits;
  private final Duration longestPause;
  private final Pace connectionPace;
  private final Pace recipientPace;

  private double connections;
  private double rate = 1;
  private @Nullable Long lastComplaint;
  private int complaintsInRow;
  private int blocksInRow;
  private @Nullable Instant suspendedUntil;

  /**
   * @param suspendedUntil from an earlier life of the lane; null when it was not
   */
  LaneLimits(Limits limits, Duration longestPause, @Nullable Instant suspendedUntil) {
    this.limits = limits;
    this.longestPause = longestPause;
    this.connections = limits.startConnections();
    this.connectionPace = new Pace(limits.connectionsPerMinute());
    this.recipientPace = new Pace(limits.recipientsPerMinute());
    this.suspendedUntil = suspendedUntil;
  }

  /** Connections allowed at a time. */
  int connections() {
    return (int) connections;
  }

  /** Recipients allowed in a second, on average. */
  double recipientsPerSecond() {
    return limits.recipientsPerMinute() * rate / 60;
  }

  /**
   * How much younger an inquiry may be that is asked before an older one, in inquiries: what the
   * lane asks in half a second, and no more than its sessions take. None where the rate is what
   * keeps the lane back.
   */
  int overtaking() {
    return (int)
        Math.min(
            recipientsPerSecond() * OVERTAKING_SECONDS,
            (double) connections() * limits.recipientsPerSession());
  }

  /** Paces connections. */
  Pace connectionPace() {
    return connectionPace;
  }

  /** Paces recipients, those made up at random included. */
  Pace recipientPace() {
    return recipientPace;
  }

  /** Recipients of one session. */
  int recipientsPerSession() {
    return limits.recipientsPerSession();
  }

  /** Mailboxes that do not exist, of one session. */
  int unknownPerSession() {
    return limits.unknownPerSession();
  }

  /** Until when nothing is asked; null when something may be. */
  @Nullable Instant suspendedUntil(Instant now) {
    if (suspendedUntil != null && !suspendedUntil.isAfter(now)) {
      suspendedUntil = null;
    }
    return suspendedUntil;
  }

  /** Takes the lesson from what was heard. */
  void learn(Heard heard, long nanos, Instant now) {
    switch (heard) {
      case Heard.Reply reply -> learn(reply, nanos, now);
      case Heard.Silence silence -> {
        if (silence.reason() == Reason.CONNECT_FAILED
            || silence.reason() == Reason.CONNECT_TIMEOUT) {
          fewerConnections(nanos);
        }
      }
    }
  }

  private void learn(Heard.Reply reply, long nanos, Instant now) {
    switch (reply.meaning()) {
      case ACCEPTED,
          MAILBOX_NOT_FOUND,
          MAILBOX_DISABLED,
          MAILBOX_MOVED,
          MAILBOX_FULL,
          RECEIVING_RATE -> {
        complaintsInRow = 0;
        blocksInRow = 0;
        more();
      }
      case RATE_LIMITED -> complain(reply.retryAfter(), nanos, now);
      case BLOCKED_BY_SERVER -> {
        blocksInRow++;
        if (blocksInRow % BLOCKS_TO_PAUSE == 0) {
          complain(reply.retryAfter(), nanos, now);
        } else {
          fewerConnections(nanos);
        }
      }
      case NULL_MX,
          GREYLISTED,
          TOO_MANY_RECIPIENTS,
          SENDER_REJECTED,
          NEEDS_RDNS,
          TLS_REQUIRED,
          SMTPUTF8_UNSUPPORTED,
          DOMAIN_NOT_SERVED,
          TEMPORARY_FAILURE,
          BARE_REFUSAL,
          PROVIDER_UNVERIFIABLE,
          PROTOCOL_ERROR -> {
        // neither content nor a complaint about how much we ask
      }
    }
  }

  private void more() {
    connections =
        Math.min(limits.connections(), connections + 1 / (ANSWERS_TO_ONE_MORE * connections));
    setRate(Math.min(1, rate + 1 / ANSWERS_TO_FULL_RATE));
  }

  private boolean sameComplaint(long nanos) {
    if (lastComplaint != null && nanos - lastComplaint < SAME_COMPLAINT) {
      return true;
    }
    lastComplaint = nanos;
    return false;
  }

  private void fewerConnections(long nanos) {
    if (!sameComplaint(nanos)) {
      connections = Math.max(1, connections * LESS);
    }
  }

  private void complain(@Nullable Duration named, long nanos, Instant now) {
    if (!sameComplaint(nanos) || complaintsInRow == 0) {
      connections = Math.max(1, connections * LESS);
      setRate(Math.max(LEAST_RATE, rate * LESS));
      complaintsInRow++;
    }
    Duration pause =
        named != null
            ? named
            : limits.pause().multipliedBy(1L << Math.min(MOST_DOUBLINGS, complaintsInRow - 1));
    Instant until = now.plus(pause.compareTo(longestPause) < 0 ? pause : longestPause);
    if (suspendedUntil == null || until.isAfter(suspendedUntil)) {
      suspendedUntil = until;
    }
  }

  private void setRate(double part) {
    rate = part;
    connectionPace.set(limits.connectionsPerMinute() * part);
    recipientPace.set(limits.recipientsPerMinute() * part);
  }
}
