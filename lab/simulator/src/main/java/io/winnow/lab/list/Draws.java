package io.winnow.lab.list;

import java.util.List;

/** SplitMix64: the same draws from the same seed on every machine and Java release. */
final class Draws {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  Draws(long seed) {
    this.state = seed;
  }

  /** Draws of one row's own, whatever was drawn for the rows before. */
  static Draws ofRow(long seed, long row) {
    return new Draws(mix(seed + STEP) ^ mix(row));
  }

  long next() {
    state += STEP;
    return mix(state);
  }

  /** From 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** From 0 to {@code bound - 1}. */
  long below(long bound) {
    return Math.floorMod(next(), bound);
  }

  boolean percent(int chance) {
    return below(100) < chance;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
