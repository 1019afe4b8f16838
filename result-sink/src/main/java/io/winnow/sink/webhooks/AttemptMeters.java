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
  }

  void count(Outcome outcome) {
    Attempt attempt = outcome.attempt();
    if (attempt != null) {
      Timer.builder("winnow.webhooks.attempts")
          .description("attempts to tell webhooks of events")
          .tag("result", outcome.end().name().toLowerCase(Locale.ROOT))
          .register(registry)
          .record(Duration.ofMillis(attempt.millis()));
    }
  }
}
