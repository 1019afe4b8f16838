package io.winnow.kit.mailbox;

/** Where an address begins and ends in a cell of a list. */
public final class AddressText {
  private AddressText() {}

  /**
   * Without what surrounds an address unseen: white space of Unicode, which includes the no-break
   * spaces of spreadsheets and web pages, byte order marks and zero-width spaces.
   */
  public static String strip(String cell) {
    int start = 0;
    int end = cell.length();
    while (start < end && unseen(cell.charAt(start))) {
      start++;
    }
    while (end > start && unseen(cell.charAt(end - 1))) {
      end--;
    }
    return cell.substring(start, end);
  }

  /** Whether nothing is left of a cell without what is unseen. */
  public static boolean isBlank(char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (!unseen(buffer[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean unseen(char c) {
    return c == ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\u0085'
        || c == '\u200B'
        || c == '\uFEFF';
  }
}
