package io.winnow.sink.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.winnow.contracts.WebhookDelivery.Attempt;
import java.time.Duration;
import java.util.Locale;

/** Counts and times attempts. */
final class AttemptMeters {
  private final MeterRegistry registry;

  AttemptMeters(MeterRegistry registry) {
    this.registry = registry;
    // there from the start, so that the first one is seen as a change
    for (Outcome.End end : Outcome.End.values()) {
      var _ = attempts(end);
    }
  }

  void count(Outcome outcome) {
    Attempt attempt = outcome.attempt();
    if (attempt != null) {
      attempts(outcome.end()).record(Duration.ofMillis(attempt.millis()));
    }
  }

  private Timer attempts(Outcome.End end) {
    return Timer.builder("winnow.webhooks.attempts")
        .description("attempts to tell webhooks of events")
        .tag("result", end.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
