package io.winnow.verifier.accounting;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gateways submit, repeat, draw ids that are taken and give up; jobs end in every way; credits come
 * and go; both tasks commit when they like and are killed. See {@link CreditsWorld}.
 */
class CreditsModelTest {

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void creditsAddUpAndKeysMakeOneJob(long seed) {
    CreditsWorld world = new CreditsWorld(seed);

    assertThatCode(
            () -> {
              for (int i = 0; i < 600; i++) {
                world.step();
              }
              world.settleDown();
              world.check();
            })
        .as("seed %d", seed)
        .doesNotThrowAnyException();
  }
}
