package io.winnow.verifier.probing;

import org.junit.jupiter.api.Test;

class ProbingModelTest {
  private static final int INTERLEAVINGS = 3_000;
  private static final int STEPS = 150;

  @Test
  void whateverHappensEachRowHasOneVerdictAndNobodyIsAskedThatMustNotBe() {
    for (long seed = 0; seed < INTERLEAVINGS; seed++) {
      try {
        ModelWorld world = new ModelWorld(seed);
        for (int step = 0; step < STEPS; step++) {
          world.step();
        }
        world.finish();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("interleaving of seed " + seed, e);
      }
    }
  }
}
