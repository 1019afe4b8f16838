package io.winnow.verifier.screen;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names with bits, found by any piece of a text without making a string of it. A name's hash runs
 * from its end to its beginning, so that one walk from the end of a domain has the hashes of all
 * its parents. Capital letters of ASCII count as small ones. Names are added before the first
 * look-up; then it is safe for concurrent use.
 */
final class NameTable {
  private static final int MULTIPLIER = 31;

  private @Nullable String[] names = new String[1024];
  private int[] bits = new int[1024];
  private int size;

  static int fold(char c) {
    return c >= 'A' && c <= 'Z' ? (c | 0x20) : c;
  }

  /** The hash with one more character before it. */
  static int before(char c, int hash) {
    return hash * MULTIPLIER + fold(c);
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }

  private static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = to - 1; i >= from; i--) {
      hash = before(text.charAt(i), hash);
    }
    return hash;
  }

  /**
   * Adds bits to those that the name has.
   *
   * @param name in small letters
   */
  void add(String name, int more) {
    if (size * 2 >= names.length) {
      grow();
    }
    int slot = slot(name, 0, name.length(), hash(name, 0, name.length()));
    if (names[slot] == null) {
      names[slot] = name;
      size++;
    }
    bits[slot] |= more;
  }

  /** Takes bits from those that the name has, if it is there. */
  void remove(String name, int fewer) {
    int slot = slot(name, 0, name.length(), hash(name, 0, name.length()));
    if (names[slot] != null) {
      bits[slot] &= ~fewer;
    }
  }

  private void grow() {
    @Nullable String[] oldNames = names;
    int[] oldBits = bits;
    names = Arrays.copyOf(new String[0], oldNames.length * 2);
    bits = new int[names.length];
    for (int i = 0; i < oldNames.length; i++) {
      String name = oldNames[i];
      if (name != null) {
        int slot = slot(name, 0, name.length(), hash(name, 0, name.length()));
        names[slot] = name;
        bits[slot] = oldBits[i];
      }
    }
  }

  /** The bits of the name that is this piece of the text; 0 when there is none. */
  int at(String text, int from, int to) {
    return at(text, from, to, hash(text, from, to));
  }

  /** The same with the hash at hand. */
  int at(String text, int from, int to, int hash) {
    int slot = slot(text, from, to, hash);
    return names[slot] == null ? 0 : bits[slot];
  }

  private int slot(String text, int from, int to, int hash) {
    int mask = names.length - 1;
    int slot = spread(hash) & mask;
    while (true) {
      String name = names[slot];
      if (name == null || same(name, text, from, to)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private static boolean same(String name, String text, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != fold(text.charAt(from + i))) {
        return false;
      }
    }
    return true;
  }
}
