package io.winnow.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void everyOutcomeIsThereBeforeItsFirst() {
    var _ = Outcomes.ofUploads(meters);

    assertThat(counted("winnow.gateway.uploads"))
        .containsKeys("accepted", "disk_full", "spool_full", "not_admitted", "insufficient_credits")
        .allSatisfy((outcome, count) -> assertThat(count).as(outcome).isZero());
  }

  @Test
  void eachIsCountedForItself() {
    Outcomes checks = Outcomes.ofChecks(meters);

    checks.count("answered");
    checks.count("not_admitted");
    checks.count("not_admitted");

    assertThat(counted("winnow.gateway.checks"))
        .containsEntry("answered", 1.0)
        .containsEntry("not_admitted", 2.0)
        .containsEntry("waiting", 0.0);
  }

  private Map<String, Double> counted(String meter) {
    Map<String, Double> counted = new HashMap<>();
    for (Counter counter : meters.get(meter).counters()) {
      counted.put(counter.getId().getTag("outcome"), counter.count());
    }
    return counted;
  }
}
