package io.winnow.gateway;

import io.micrometer.core.instrument.Counter;
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

  private final MeterRegistry meters;
  private final String name;
  private final String description;

  /**
   * @param good the outcomes that are no refusals
   */
  Outcomes(MeterRegistry meters, String name, String description, String... good) {
    this.meters = meters;
    this.name = name;
    this.description = description;
    Stream.concat(Stream.of(good), REFUSALS.stream()).forEach(this::counter);
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
    return Counter.builder(name).description(description).tag("outcome", outcome).register(meters);
  }
}
