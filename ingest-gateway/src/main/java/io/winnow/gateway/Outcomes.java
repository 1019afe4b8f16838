package io.winnow.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.JobEvent;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.list.ListFault;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts what was sent by what became of it. Each outcome is there from the start, at 0, so that
 * its first ones are seen as an increase.
 */
final class Outcomes {
  private static final List<String> REFUSALS =
      Stream.concat(
              Stream.of(ListFault.values()).map(ListFault::code),
              Stream.of(
                  NotAdmitted.NO_ANSWER,
                  NotAdmitted.KEY_IN_PROGRESS,
                  JobEvent.Refused.UNKNOWN_ACCOUNT,
                  JobEvent.Refused.INSUFFICIENT_CREDITS,
                  JobEvent.Refused.ALREADY_SUBMITTED,
                  JobEvent.Refused.KEY_REUSED))
          .toList();

  private final MeterProvider<Counter> counters;

  private Outcomes(MeterProvider<Counter> counters, String... good) {
    this.counters = counters;
    Stream.concat(Stream.of(good), REFUSALS.stream()).forEach(this::counter);
  }

  /** Of lists. */
  static Outcomes ofUploads(MeterRegistry meters) {
    return new Outcomes(
        Counter.builder("winnow.gateway.uploads")
            .description("uploaded lists by what became of them")
            .withRegistry(meters),
        "accepted");
  }

  /** Of single addresses. */
  static Outcomes ofChecks(MeterRegistry meters) {
    return new Outcomes(
        Counter.builder("winnow.gateway.checks")
            .description("single addresses by what became of them")
            .withRegistry(meters),
        "answered",
        "waiting");
  }

  /**
   * One more.
   *
   * @param outcome one of the good ones, or a refusal's code
   */
  void count(String outcome) {
    counter(outcome).increment();
  }

  private Counter counter(String outcome) {
    return counters.withTag("outcome", outcome);
  }
}
