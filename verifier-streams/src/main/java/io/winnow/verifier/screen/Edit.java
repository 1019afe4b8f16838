package io.winnow.verifier.screen;

import org.jspecify.annotations.Nullable;

/**
 * The one slip that makes a name of another one.
 *
 * @param kind of the slip
 * @param position where in the name that was written, in UTF-16 units from 0
 */
record Edit(Kind kind, int position) {

  /** From the likelier to the less likely. */
  enum Kind {
    /** Two neighbours have changed places. */
    SWAPPED,
    /** A letter that stands before or behind itself once more, or once less. */
    DOUBLED,
    /** A letter too few. */
    MISSING,
    /** A letter beside the right one on the keyboard, or looking or sounding like it. */
    NEIGHBOUR,
    /** A letter too many. */
    ADDED,
    /** Any other letter. */
    OTHER
  }

  /** Rows of the keyboard, QWERTY with the places that QWERTZ and AZERTY swap. */
  private static final String[] ROWS = {"1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm"};

  private static final String VOWELS = "aeiou";
  private static final String[] ALIKE = {"il1j", "o0", "yz", "aq", "wz", "nm", "uv", "ck", "dt"};

  /**
   * How a name came from the one that was meant; null when it takes more slips than one, or none.
   */
  static @Nullable Edit between(String written, String meant) {
    int difference = written.length() - meant.length();
    if (difference < -1 || difference > 1) {
      return null;
    }
    int shorter = Math.min(written.length(), meant.length());
    int start = 0;
    while (start < shorter && written.charAt(start) == meant.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && written.charAt(written.length() - 1 - end) == meant.charAt(meant.length() - 1 - end)) {
      end++;
    }
    int left = written.length() - start - end;
    int leftMeant = meant.length() - start - end;
    if (left == 1 && leftMeant == 1) {
      boolean near = near(written.charAt(start), meant.charAt(start));
      return new Edit(near ? Kind.NEIGHBOUR : Kind.OTHER, start);
    }
    if (left == 2 && leftMeant == 2) {
      boolean swapped =
          written.charAt(start) == meant.charAt(start + 1)
              && written.charAt(start + 1) == meant.charAt(start);
      return swapped ? new Edit(Kind.SWAPPED, start) : null;
    }
    if (left == 1 && leftMeant == 0) {
      return new Edit(repeats(written, start) ? Kind.DOUBLED : Kind.ADDED, start);
    }
    if (left == 0 && leftMeant == 1) {
      return new Edit(repeats(meant, start) ? Kind.DOUBLED : Kind.MISSING, start);
    }
    return null;
  }

  private static boolean repeats(String name, int index) {
    char c = name.charAt(index);
    return (index > 0 && name.charAt(index - 1) == c)
        || (index + 1 < name.length() && name.charAt(index + 1) == c);
  }

  private static boolean near(char a, char b) {
    if (VOWELS.indexOf(a) >= 0 && VOWELS.indexOf(b) >= 0) {
      return true;
    }
    for (String alike : ALIKE) {
      if (alike.indexOf(a) >= 0 && alike.indexOf(b) >= 0) {
        return true;
      }
    }
    for (int row = 0; row < ROWS.length; row++) {
      int column = ROWS[row].indexOf(a);
      if (column < 0) {
        continue;
      }
      for (int other = Math.max(0, row - 1); other <= Math.min(ROWS.length - 1, row + 1); other++) {
        int otherColumn = ROWS[other].indexOf(b);
        if (otherColumn >= 0 && Math.abs(otherColumn - column) <= 1) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether two slips make the one of the other: optimal string alignment of at most 2. */
  static boolean atMostTwo(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return false;
    }
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()] <= 2;
  }
}
