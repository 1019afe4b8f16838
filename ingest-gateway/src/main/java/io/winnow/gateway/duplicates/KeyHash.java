package io.winnow.gateway.duplicates;

/**
 * Hashes texts into 128 bits: MurmurHash3's mixing over two lanes, four UTF-16 units at a time. Not
 * for adversaries: whoever makes two of their own addresses collide gets one verdict for both.
 */
final class KeyHash {
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;

  private final long seed;
  private long first;
  private long second;

  KeyHash(long seed) {
    this.seed = seed;
  }

  /** Hashes a text; {@link #first()} and {@link #second()} are of it from here on. */
  void of(String text) {
    long a = seed;
    long b = Long.rotateLeft(seed, 32) ^ C2;
    int length = text.length();
    int at = 0;
    while (at + 4 <= length) {
      long word = word(text, at, 4);
      a = (Long.rotateLeft(a ^ (Long.rotateLeft(word * C1, 31) * C2), 27) + b) * 5 + 0x52dce729;
      b = (Long.rotateLeft(b ^ (Long.rotateLeft(word * C2, 33) * C1), 31) + a) * 5 + 0x38495ab5;
      at += 4;
    }
    long rest = word(text, at, length - at);
    a ^= Long.rotateLeft(rest * C1, 31) * C2;
    b ^= Long.rotateLeft(rest * C2, 33) * C1;
    a ^= length;
    b ^= length;
    a += b;
    b += a;
    a = mixed(a);
    b = mixed(b);
    first = a + b;
    second = b + first;
  }

  private static long word(String text, int from, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word = (word << 16) | text.charAt(from + i);
    }
    return word;
  }

  private static long mixed(long bits) {
    long k = bits;
    k = (k ^ (k >>> 33)) * 0xff51afd7ed558ccdL;
    k = (k ^ (k >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return k ^ (k >>> 33);
  }

  long first() {
    return first;
  }

  long second() {
    return second;
  }
}
