package io.winnow.verifier.lanes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What lanes tell of themselves, tagged with the operator, all that are nobody known together. Safe
 * for concurrent use.
 */
final class LaneMetrics {
  private static final String OPERATOR = "operator";

  private final MeterRegistry registry;
  private final Map<String, Meters> byOperator = new ConcurrentHashMap<>();

  /**
   * A lane at a moment.
   *
   * @param connections that stand, are being made or are being ended
   * @param waiting inquiries without a session
   * @param asked inquiries with one, or that wait for another's random probe
   * @param suspended 1 or 0
   */
  record State(int connections, int waiting, int asked, int suspended) {
    static final State NOTHING = new State(0, 0, 0, 0);
  }

  LaneMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Those of an operator. */
  Meters of(Operator operator) {
    return byOperator.computeIfAbsent(operator.name(), name -> new Meters(registry, name));
  }

  /** Of all lanes of one operator. */
  static final class Meters {
    private final MeterRegistry registry;
    private final String operator;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger suspended = new AtomicInteger();
    private final DistributionSummary sessions;
    private final Map<String, Counter> replies = new ConcurrentHashMap<>();

    private Meters(MeterRegistry registry, String operator) {
      this.registry = registry;
      this.operator = operator;
      var _ =
          Gauge.builder("winnow.smtp.connections", connections, AtomicInteger::get)
              .description("Connections to mail servers")
              .tag(OPERATOR, operator)
              .register(registry);
      var _ =
          Gauge.builder("winnow.smtp.inquiries.waiting", waiting, AtomicInteger::get)
              .description("Mailboxes that wait for a session")
              .tag(OPERATOR, operator)
              .register(registry);
      var _ =
          Gauge.builder("winnow.smtp.inquiries.asked", asked, AtomicInteger::get)
              .description("Mailboxes that are being asked for")
              .tag(OPERATOR, operator)
              .register(registry);
      var _ =
          Gauge.builder("winnow.smtp.lanes.suspended", suspended, AtomicInteger::get)
              .description("Lanes that ask nothing for a while")
              .tag(OPERATOR, operator)
              .register(registry);
      this.sessions =
          DistributionSummary.builder("winnow.smtp.session.recipients")
              .description("Recipients of each session")
              .tag(OPERATOR, operator)
              .register(registry);
    }

    void change(State before, State now) {
      add(connections, now.connections() - before.connections());
      add(waiting, now.waiting() - before.waiting());
      add(asked, now.asked() - before.asked());
      add(suspended, now.suspended() - before.suspended());
    }

    private static void add(AtomicInteger to, int difference) {
      if (difference != 0) {
        to.addAndGet(difference);
      }
    }

    void sessionEnded(int recipients) {
      sessions.record(recipients);
    }

    void heard(Heard heard) {
      String meaning =
          switch (heard) {
            case Heard.Reply reply -> reply.meaning().name().toLowerCase(Locale.ROOT);
            case Heard.Silence silence -> silence.reason().wireName();
          };
      replies.computeIfAbsent(meaning, this::counter).increment();
    }

    private Counter counter(String meaning) {
      return Counter.builder("winnow.smtp.replies")
          .description("What mail servers said, or that they said nothing")
          .tag(OPERATOR, operator)
          .tag("meaning", meaning)
          .register(registry);
    }
  }
}
