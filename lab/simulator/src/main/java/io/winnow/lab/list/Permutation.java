package io.winnow.lab.list;

/** A shuffle of 0 to {@code size - 1} that needs no memory: a Feistel network, walked in cycles. */
final class Permutation {
  private static final int ROUNDS = 4;

  private final long size;
  private final long seed;
  private final int halfBits;
  private final long halfMask;

  Permutation(long size, long seed) {
    this.size = size;
    this.seed = seed;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size - 1));
    this.halfBits = (bits + 1) / 2;
    this.halfMask = (1L << halfBits) - 1;
  }

  /** Where that position goes. */
  long of(long position) {
    long value = position;
    do {
      value = scramble(value);
    } while (value >= size);
    return value;
  }

  private long scramble(long value) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = left ^ (Draws.ofRow(seed + round, right).next() & halfMask);
      left = right;
      right = mixed;
    }
    return left << halfBits | right;
  }
}
