package io.winnow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProspectCallsTest {

  @Test
  @Timeout(180)
  void noContactIsThereTwiceAndNoUpdateIsLost() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("seed " + seed);
    try (PardotGateways gateways = new PardotGateways()) {
      ProspectCalls calls = new ProspectCalls(gateways, "test", 100, seed);

      assertThat(calls.run(0)).hasSize(100);
      assertThat(calls.check(0)).isPositive();
    }
  }
}
