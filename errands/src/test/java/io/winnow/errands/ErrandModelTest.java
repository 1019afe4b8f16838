package io.winnow.errands;

import org.junit.jupiter.api.Test;

class ErrandModelTest {
  private static final int INTERLEAVINGS = 5_000;
  private static final int STEPS = 80;

  @Test
  void whateverHappensEachRecordComesToItsEndExactlyOnce() {
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
