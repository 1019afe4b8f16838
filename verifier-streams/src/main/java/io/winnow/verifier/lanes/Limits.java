package io.winnow.verifier.lanes;

import java.time.Duration;

/**
 * How much an operator is asked at most.
 *
 * @param connections at a time, at least 1
 * @param startConnections at a time, to begin with; 1 to connections
 * @param connectionsPerMinute more than 0
 * @param recipientsPerMinute more than 0
 * @param recipientsPerSession at least 1
 * @param unknownPerSession mailboxes that do not exist, after which a session is ended; at least 1
 * @param pause how long nothing is asked after the first complaint about our rate that names no
 *     time; twice as long after each further one without an answer between
 */
record Limits(
    int connections,
    int startConnections,
    double connectionsPerMinute,
    double recipientsPerMinute,
    int recipientsPerSession,
    int unknownPerSession,
    Duration pause) {

  /** The same connections, but so many times as many things per minute. */
  Limits times(double rate) {
    return new Limits(
        connections,
        startConnections,
        connectionsPerMinute * rate,
        recipientsPerMinute * rate,
        recipientsPerSession,
        unknownPerSession,
        pause);
  }

  /** The share of one of several lanes; the shares add up to no more than the whole. */
  Limits share(int lane, int lanes) {
    int mine = connections / lanes + (lane < connections % lanes ? 1 : 0);
    int myStart = startConnections / lanes + (lane < startConnections % lanes ? 1 : 0);
    return new Limits(
        mine,
        Math.max(1, myStart),
        connectionsPerMinute / lanes,
        recipientsPerMinute / lanes,
        recipientsPerSession,
        unknownPerSession,
        pause);
  }
}
