package io.winnow.lab.smtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link SessionLog} being written. Guarded by the {@link SmtpRecord}. */
final class OpenSession {
  private static final int MOST_STEPS = 400;
  private static final int LONGEST_TEXT = 500;
  private static final long OPEN = -1;

  private final long number;
  private final String operator;
  private final String server;
  private final String client;
  private final long began;
  private final List<SessionLog.Step> steps = new ArrayList<>();
  private List<Tally> tallies = List.of();
  private long ended = OPEN;
  private boolean encrypted;
  private int recipients;

  OpenSession(long number, String operator, String server, String client, long began) {
    this.number = number;
    this.operator = operator;
    this.server = server;
    this.client = client;
    this.began = began;
  }

  long number() {
    return number;
  }

  String operator() {
    return operator;
  }

  String server() {
    return server;
  }

  String client() {
    return client;
  }

  /** Where it counts. */
  List<Tally> tallies() {
    return tallies;
  }

  void countIn(List<Tally> others) {
    tallies = others;
    others.forEach(tally -> tally.connected(began));
  }

  boolean isOpen() {
    return ended == OPEN;
  }

  int recipients() {
    return recipients;
  }

  /** False when it had ended already. */
  boolean end(long at) {
    boolean first = ended == OPEN;
    if (first) {
      ended = at;
    }
    return first;
  }

  void add(long at, boolean fromClient, String text) {
    if (steps.size() < MOST_STEPS) {
      String cut = text.substring(0, Math.min(LONGEST_TEXT, text.length()));
      steps.add(new SessionLog.Step(Duration.ofNanos(at), fromClient, cut));
    }
  }

  void encrypted() {
    encrypted = true;
  }

  void asked() {
    recipients++;
  }

  SessionLog snapshot() {
    return new SessionLog(
        number,
        operator,
        server,
        client,
        Duration.ofNanos(began),
        ended == OPEN ? Optional.empty() : Optional.of(Duration.ofNanos(ended)),
        encrypted,
        recipients,
        List.copyOf(steps));
  }
}
