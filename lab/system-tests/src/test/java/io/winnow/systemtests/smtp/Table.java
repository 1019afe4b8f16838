package io.winnow.systemtests.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.lab.smtp.SmtpRecord;
import io.winnow.lab.smtp.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of operators, and whether the mail servers saw more than it allows. */
final class Table {
  /** What load may push together on the way, and what a pace may catch up with. */
  private static final double PUSHED_SECONDS = 1;

  private static final List<Duration> WINDOWS =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1));

  private final Map<String, Limits> operators = new LinkedHashMap<>();
  private final Limits others;
  private int factor = 1;

  /**
   * Of one operator.
   *
   * @param mx suffixes of its hosts, separated by commas; empty for the others
   */
  record Limits(
      String mx, int lanes, int connections, int perMinute, int perSession, String catchAll) {

    String section(String name) {
      return """
      [%s]
      %s
      lanes = %d
      connections = %d
      start-connections = %d
      connections-per-minute = %d
      recipients-per-minute = %d
      recipients-per-session = %d
      unknown-per-session = %d
      pause = 1 s
      catch-all = %s
      """
          .formatted(
              name,
              mx.isEmpty() ? "" : "mx = " + mx,
              lanes,
              connections,
              connections,
              perMinute,
              perMinute,
              perSession,
              perSession,
              catchAll);
    }
  }

  Table(Limits others) {
    this.others = others;
  }

  Table with(String name, Limits limits) {
    operators.put(name, limits);
    return this;
  }

  /** The same, where settings let there be so many times as many per minute. */
  Table times(int rate) {
    factor = rate;
    return this;
  }

  Limits of(String operator) {
    return operators.getOrDefault(operator, others);
  }

  /** As a file for Winnow. */
  Path write(Path file) throws IOException {
    StringBuilder text = new StringBuilder(others.section("others"));
    operators.forEach((name, limits) -> text.append(limits.section(name)));
    return Files.writeString(file, text);
  }

  /** That no operator saw more than is allowed, in any span of time. */
  void assertHeld(SmtpRecord record) {
    for (String operator : record.operators()) {
      Limits limits = of(operator);
      Traffic traffic = record.operator(operator);
      assertThat(traffic.mostOpen())
          .as("connections to %s at a time", operator)
          .isLessThanOrEqualTo(limits.connections());
      assertThat(traffic.mostRecipientsOfASession())
          .as("recipients of a session with %s", operator)
          .isLessThanOrEqualTo(limits.perSession());
      for (Duration window : WINDOWS) {
        assertThat(record.mostRecipientsWithin(window, operator))
            .as("recipients at %s within %s", operator, window)
            .isLessThanOrEqualTo(allowed(limits, window));
        assertThat(record.mostConnectionsWithin(window, operator))
            .as("connections to %s within %s", operator, window)
            .isLessThanOrEqualTo(allowed(limits, window));
      }
    }
  }

  private int allowed(Limits limits, Duration window) {
    double perSecond = limits.perMinute() * factor / 60.0;
    return (int) (perSecond * (window.toSeconds() + PUSHED_SECONDS)) + limits.lanes();
  }

  /** Which part of what is allowed within a span of time an operator did see. */
  double use(SmtpRecord record, String operator, Duration window) {
    return record.mostRecipientsWithin(window, operator)
        / (of(operator).perMinute() * factor / 60.0 * window.toSeconds());
  }
}
