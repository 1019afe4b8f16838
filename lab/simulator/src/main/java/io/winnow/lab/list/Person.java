package io.winnow.lab.list;

import java.util.Locale;

/** Somebody invented. Names come round again after a while, then with a number. */
record Person(String first, String last, long number) {
  /** Prime, and no divisor of the count of names: all come before one comes again. */
  private static final int STRIDE = 1_663;

  static Person ofRow(long seed, long row) {
    int firsts = Vocabulary.FIRST_NAMES.size();
    int names = firsts * Vocabulary.LAST_NAMES.size();
    int name = (int) ((row * STRIDE + Math.floorMod(seed, names)) % names);
    return new Person(
        Vocabulary.FIRST_NAMES.get(name % firsts),
        Vocabulary.LAST_NAMES.get(name / firsts),
        row / names);
  }

  String fullName() {
    return first + " " + last;
  }

  /** As on an index card. */
  String lastNameFirst() {
    return last + ", " + first;
  }

  /** A local part that every provider allows: letters, digits, a dot. */
  String localPart(String between) {
    return Vocabulary.plain(first) + between + Vocabulary.plain(last) + suffix();
  }

  /** A local part in the letters of the name (RFC 6531). */
  String localPartAsWritten() {
    return (first + "." + last).replace(" ", "").replace("'", "").toLowerCase(Locale.ROOT)
        + suffix();
  }

  private String suffix() {
    return number == 0 ? "" : Long.toString(number);
  }
}
