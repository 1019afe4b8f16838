package io.winnow.verifier.lanes;

import java.util.random.RandomGenerator;

/** Local parts that nobody has. */
final class RandomLocalPart {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String ALL = LETTERS + "0123456789";
  private static final int LENGTH = 18;

  private RandomLocalPart() {}

  /** 18 letters and digits, the first one a letter: some 92 bits. */
  static String from(RandomGenerator random) {
    StringBuilder local = new StringBuilder(LENGTH);
    local.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    while (local.length() < LENGTH) {
      local.append(ALL.charAt(random.nextInt(ALL.length())));
    }
    return local.toString();
  }
}
