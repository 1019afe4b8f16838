package io.winnow.lab.world;

/** Choices that follow from a name alone, the same in every process. */
final class Hash {
  private Hash() {}

  /** From 0 to {@code bound - 1}. */
  static int below(int bound, String name) {
    long mixed = name.hashCode() * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) Math.floorMod(mixed ^ (mixed >>> 32), (long) bound);
  }
}
